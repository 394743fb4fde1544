// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.CoordinationHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A harness that interrupts the thread before each call, except those of {@code next}, and clears the interrupt after
 * the call. If the call itself has cleared the interrupt, it ends with an {@code AssertionError}.
 */
final class InterruptingHarness extends DelegatingHarness {

    private static final Set<Class<?>> PARTS =
            Set.of(SharedCache.class, PubSub.class, LeaderElection.class, ClusterMembership.class, Subscription.class);

    private final Duration patience;
    private boolean hung;

    /**
     * Creates a harness.
     *
     * @param patience how long a call may take; if one takes longer, no further calls are made, since the thread has
     *     most likely been interrupted in order to end that call
     */
    InterruptingHarness(CoordinationHarness harness, Duration patience) {
        super(harness);
        this.patience = patience;
    }

    @Override
    public DistributedCoordination connect() {
        return (DistributedCoordination) interrupting(DistributedCoordination.class, super.connect());
    }

    private Object interrupting(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments));
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (hung) {
            throw new AssertionError("an earlier call of an interrupted thread hung");
        }
        long start = System.nanoTime();
        boolean interrupts =
                method.getDeclaringClass() != Object.class && !method.getName().equals("next");
        if (interrupts) {
            Thread.currentThread().interrupt();
        }
        Object result;
        boolean kept;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            kept = Thread.interrupted();
            hung = System.nanoTime() - start > patience.toNanos();
        }
        if (interrupts && !kept) {
            throw new AssertionError(method.getName() + " of an interrupted thread cleared the interrupt");
        }
        Class<?> type = method.getReturnType();
        return result != null && PARTS.contains(type) ? interrupting(type, result) : result;
    }
}
