// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records which methods of the port are called. Thread-safe. */
public final class MethodRecorder {

    /** A call of a method of the port. */
    public record Call(Method method, List<Object> arguments) {}

    private static final Set<Method> METHODS = new HashSet<>();

    static {
        addMethods(DistributedCoordination.class, METHODS);
    }

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /** Returns the methods of the areas, of subscriptions and of the handle, except those that return an area. */
    public static Set<Method> methodsOfThePort() {
        return Set.copyOf(METHODS);
    }

    private static void addMethods(Class<?> type, Set<Method> methods) {
        for (Method method : type.getMethods()) {
            if (isPart(method.getReturnType())) {
                addMethods(method.getReturnType(), methods);
            }
            if (!returnsArea(method) && !Modifier.isStatic(method.getModifiers())) {
                methods.add(method);
            }
        }
    }

    private static boolean returnsArea(Method method) {
        return method.getDeclaringClass() == DistributedCoordination.class && isPart(method.getReturnType());
    }

    /** Returns whether a type is an area or a subscription. */
    private static boolean isPart(Class<?> type) {
        return type.isInterface() && type.getPackage() == DistributedCoordination.class.getPackage();
    }

    /** Returns a handle whose calls are recorded and forwarded. */
    public DistributedCoordination record(DistributedCoordination handle) {
        return (DistributedCoordination) record(DistributedCoordination.class, handle);
    }

    private Object record(Class<?> type, Object part) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
            Object[] arguments = given == null ? new Object[0] : given;
            if (METHODS.contains(method)) {
                calls.add(new Call(method, Arrays.asList(arguments)));
            }
            Object result = call(part, method, arguments);
            return isPart(method.getReturnType()) ? record(method.getReturnType(), result) : result;
        });
    }

    private static Object call(Object part, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(part, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Returns the calls recorded so far. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }
}
