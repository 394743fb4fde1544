// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A coordination that records its calls to members and channels, and does something of the test's choice before and after each. */
final class ScriptedCalls implements DistributedCoordination {

    private final DistributedCoordination real;
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger closedSubscriptions = new AtomicInteger();
    volatile Runnable before = () -> {};
    volatile Runnable after = () -> {};

    ScriptedCalls(DistributedCoordination real) {
        this.real = real;
    }

    private <T> T scripted(Class<T> area, T target) {
        return area.cast(Proxy.newProxyInstance(
                area.getClassLoader(), new Class<?>[] {area}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    before.run();
                    try {
                        Object reply = method.invoke(target, arguments);
                        after.run();
                        return reply instanceof Subscription subscription ? counted(subscription) : reply;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Subscription counted(Subscription target) {
        return (Subscription) Proxy.newProxyInstance(
                Subscription.class.getClassLoader(),
                new Class<?>[] {Subscription.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closedSubscriptions.incrementAndGet();
                    }
                    return method.invoke(target, arguments);
                });
    }

    @Override
    public ClusterMembership clusterMembership() {
        return scripted(ClusterMembership.class, real.clusterMembership());
    }

    @Override
    public PubSub pubSub() {
        return scripted(PubSub.class, real.pubSub());
    }

    @Override
    public SharedCache cache() {
        return real.cache();
    }

    @Override
    public LeaderElection leaderElection() {
        return real.leaderElection();
    }

    @Override
    public void close() {
        real.close();
    }
}
