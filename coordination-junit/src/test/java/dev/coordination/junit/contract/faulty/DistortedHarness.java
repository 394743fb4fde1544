// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A harness for an adapter whose operations are all distorted in the same way. */
public class DistortedHarness extends ForwardingHarness {

    private static final Set<Class<?>> AREAS =
            Set.of(SharedCache.class, PubSub.class, LeaderElection.class, ClusterMembership.class);

    private final Distortion distortion;

    public DistortedHarness(CoordinationHarness delegate, Distortion distortion) {
        super(delegate);
        this.distortion = distortion;
    }

    /** The correct operation. */
    @FunctionalInterface
    public interface Original {
        @Nullable
        Object call() throws Throwable;
    }

    /** Takes the place of every operation. */
    @FunctionalInterface
    public interface Distortion {
        @Nullable
        Object call(Method operation, Original original) throws Throwable;
    }

    @Override
    public DistributedCoordination connect() {
        return distorted(DistributedCoordination.class, super.connect());
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return distorted(DistributedCoordination.class, super.connectUnreachable());
    }

    private <T> T distorted(Class<T> type, Object part) {
        Map<Method, Object> areas = new ConcurrentHashMap<>();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> proxy == given[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> part.toString();
                        };
                    }
                    Original original = () -> invoke(part, method, given);
                    if (AREAS.contains(method.getReturnType())) {
                        Object area = original.call();
                        return areas.computeIfAbsent(method, unused -> distorted(method.getReturnType(), area));
                    }
                    Object result = distortion.call(method, original);
                    return result instanceof Subscription ? distorted(Subscription.class, result) : result;
                }));
    }

    private static @Nullable Object invoke(Object part, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(part, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
