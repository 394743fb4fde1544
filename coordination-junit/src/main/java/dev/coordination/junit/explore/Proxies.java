// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import dev.coordination.junit.contract.threads.Unchecked;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Creates proxies for objects that the nodes share, or in which a test records what happens. */
final class Proxies {

    private Proxies() {}

    /** Returns a proxy on which each call is a step. */
    static <T> T shared(Run run, Class<T> type, T real, long resource) {
        return proxy(type, real, (method, arguments) -> {
            Actor actor = Carrier.isObserving() ? null : run.current();
            ExploredNode node = actor == null ? run.node("test").newest() : actor.node;
            Step step = Step.onObject(type.getSimpleName() + "." + method.getName(), Variant.OF_SHARED, arguments);
            return run.steps.<@Nullable Object, Exception>make(
                    node,
                    step,
                    resource,
                    () -> call(method, real, arguments),
                    (footprint, result) -> run.accesses.writeShared(footprint, resource));
        });
    }

    /** Returns a proxy on which each call belongs to the step before it. */
    static <T> T ghost(Run run, Class<T> type, T real, long resource) {
        return proxy(type, real, (method, arguments) -> {
            run.accesses.ready();
            run.accesses.writesGhost(resource);
            return call(method, real, arguments);
        });
    }

    private interface Handler {
        @Nullable
        Object call(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, Handler handler) {
        Arguments.notNull(real, "real");
        if (!Arguments.notNull(type, "type").isInterface()) {
            throw new IllegalArgumentException("type must be an interface, but was " + type.getName());
        }
        InvocationHandler invocation = (proxy, method, arguments) -> {
            Object[] given = arguments == null ? Step.NO_ARGUMENTS : arguments;
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") && given.length == 1 && given[0] == proxy
                        ? Boolean.TRUE
                        : call(method, real, given);
            }
            return handler.call(method, given);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, invocation));
    }

    private static @Nullable Object call(Method method, Object real, Object[] arguments) throws Exception {
        try {
            method.setAccessible(true);
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw Unchecked.asIs(e.getCause() == null ? e : e.getCause());
        }
    }
}
