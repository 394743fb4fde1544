// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stands between a correct area and its caller, for defects that affect several operations alike. */
@FunctionalInterface
interface Interceptor {

    @Nullable
    Object call(Call call) throws Throwable;

    static SharedCache around(SharedCache correct, Interceptor interceptor) {
        return around(SharedCache.class, correct, interceptor);
    }

    static LeaderElection around(LeaderElection correct, Interceptor interceptor) {
        return around(LeaderElection.class, correct, interceptor);
    }

    static ClusterMembership around(ClusterMembership correct, Interceptor interceptor) {
        return around(ClusterMembership.class, correct, interceptor);
    }

    static PubSub around(PubSub correct, Interceptor interceptor) {
        return around(PubSub.class, correct, interceptor);
    }

    private static <T> T around(Class<T> type, T correct, Interceptor interceptor) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(correct, arguments)
                        : interceptor.call(new Call(correct, method, arguments == null ? new Object[0] : arguments))));
    }

    /**
     * A call on its way to the correct area.
     *
     * @param arguments the arguments, which may be changed in place
     */
    record Call(Object correct, Method method, Object[] arguments) {

        /** Returns the name of the operation, which tells overloads apart: {@code set with a TTL}, {@code conditional delete}. */
        String operation() {
            String name = method.getName();
            if (name.equals("delete") && arguments.length == 2) {
                return "conditional delete";
            }
            boolean overloaded = name.equals("set") || name.equals("setIfAbsent") || name.equals("increment");
            return overloaded && hasTtl() ? name + " with a TTL" : name;
        }

        boolean is(String operation) {
            return operation().equals(operation);
        }

        private boolean hasTtl() {
            return arguments.length > 0 && last() instanceof Duration;
        }

        String name() {
            return (String) arguments[0];
        }

        Object last() {
            return arguments[arguments.length - 1];
        }

        Duration ttl() {
            return (Duration) last();
        }

        void setLast(Object argument) {
            arguments[arguments.length - 1] = argument;
        }

        @Nullable
        Object proceed() throws Throwable {
            try {
                return method.invoke(correct, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
