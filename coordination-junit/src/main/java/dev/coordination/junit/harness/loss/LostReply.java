// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness.loss;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes a handle of the in-memory adapter lose the reply to its first write, as if its connection had broken before the
 * reply arrived (G-06).
 */
public final class LostReply {

    private static final Set<String> WRITES = Set.of(
            "set",
            "setText",
            "setIfAbsent",
            "replace",
            "delete",
            "deleteMatching",
            "expire",
            "increment",
            "publish",
            "tryAcquire",
            "renew",
            "release",
            "register",
            "heartbeat",
            "deregister");

    private LostReply() {}

    /**
     * Returns a handle that delegates its calls to another handle, and loses the reply to the first write that is not
     * refused.
     *
     * @param handle the other handle
     * @return the handle that loses the reply; closing it closes the other handle
     */
    public static DistributedCoordination of(DistributedCoordination handle) {
        AtomicBoolean lost = new AtomicBoolean();
        return new LosingHandle(
                handle,
                losing(SharedCache.class, handle.cache(), lost),
                losing(PubSub.class, handle.pubSub(), lost),
                losing(LeaderElection.class, handle.leaderElection(), lost),
                losing(ClusterMembership.class, handle.clusterMembership(), lost));
    }

    private static <T> T losing(Class<T> type, T area, AtomicBoolean lost) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object reply;
                    try {
                        reply = method.invoke(area, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                    if (WRITES.contains(method.getName()) && lost.compareAndSet(false, true)) {
                        throw new CoordinationUnavailableException("the reply to " + method.getName()
                                + " was lost (G-06); the call may or may not have taken effect");
                    }
                    return reply;
                }));
    }

    private record LosingHandle(
            DistributedCoordination handle,
            SharedCache cache,
            PubSub pubSub,
            LeaderElection leaderElection,
            ClusterMembership clusterMembership)
            implements DistributedCoordination {

        @Override
        public void close() {
            handle.close();
        }
    }
}
