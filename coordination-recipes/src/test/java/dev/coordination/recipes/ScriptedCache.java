// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A coordination that records the requests of its cache, and does something of the test's choice before and after each. */
final class ScriptedCache implements DistributedCoordination {

    private final DistributedCoordination real;
    private final SharedCache cache;
    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile Consumer<String> before = request -> {};
    volatile Consumer<String> after = request -> {};

    ScriptedCache(DistributedCoordination real) {
        this.real = real;
        this.cache = (SharedCache) Proxy.newProxyInstance(
                SharedCache.class.getClassLoader(),
                new Class<?>[] {SharedCache.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        requests.add(method.getName());
        before.accept(method.getName());
        try {
            Object reply = method.invoke(real.cache(), arguments);
            after.accept(method.getName());
            return reply;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public SharedCache cache() {
        return cache;
    }

    @Override
    public LeaderElection leaderElection() {
        return real.leaderElection();
    }

    @Override
    public PubSub pubSub() {
        return real.pubSub();
    }

    @Override
    public ClusterMembership clusterMembership() {
        return real.clusterMembership();
    }

    @Override
    public void close() {
        real.close();
    }
}
