// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server of the cases that run at the same time, and the connections to it. */
final class FaultServer implements AutoCloseable {

    private final RestartableServer first = FaultMatrix.startServer();
    private final FaultAdmin admin = new FaultAdmin(this::port);
    private final List<FaultCase> cases = new CopyOnWriteArrayList<>();
    private volatile @Nullable RestartableServer second;
    private volatile boolean moved;

    /** Returns the server that is the master when no fault lasts. */
    RestartableServer process() {
        RestartableServer successor = second;
        return moved && successor != null ? successor : first;
    }

    int port() {
        return process().port();
    }

    FaultAdmin admin() {
        return admin;
    }

    /** Returns a connection to the server that was the master at first. */
    FaultAdmin adminOfFirst() {
        return new FaultAdmin(first::port);
    }

    /** Replaces the cases. */
    void setCases(List<FaultCase> running) {
        cases.clear();
        cases.addAll(running);
    }

    void forEachProxy(Consumer<FaultProxy> action) {
        cases.forEach(running -> action.accept(running.proxy()));
    }

    void forEachCase(Consumer<FaultCase> action) {
        cases.forEach(action);
    }

    /** Brings the server into the state in which the right answers are known. */
    void prepareCases() throws Exception {
        for (FaultCase running : cases) {
            running.operation().prepare(running);
        }
    }

    /** Removes what the cases have left. */
    void clear() {
        cases.forEach(running -> admin.call("ACL", "DELUSER", running.user()));
        cases.clear();
        admin.call("FLUSHALL");
    }

    /** Starts a server that replicates this one, and waits until it has everything. */
    RestartableServer startReplica() throws Exception {
        RestartableServer replica = FaultMatrix.startServer();
        second = replica;
        try (FaultAdmin its = new FaultAdmin(replica::port)) {
            its.call("REPLICAOF", "127.0.0.1", Integer.toString(first.port()));
            awaitOffset(its);
        }
        return replica;
    }

    private void awaitOffset(FaultAdmin replica) throws Exception {
        Await.until("the replica has everything", () -> {
            List<?> role = replica.list("ROLE");
            return role.size() == 5
                    && "connected".equals(role.get(3))
                    && offset(role.get(4)) >= offset(admin.list("ROLE").get(1));
        });
    }

    private static long offset(@Nullable Object reply) {
        return reply instanceof Long number ? number : -1;
    }

    /** Makes the second server the master, when it has everything, and leads new connections to it. */
    void moveToSecond() throws Exception {
        RestartableServer successor = second;
        if (successor == null) {
            throw new IllegalStateException("there is no second server");
        }
        try (FaultAdmin its = new FaultAdmin(successor::port)) {
            awaitOffset(its);
            its.call("REPLICAOF", "NO", "ONE");
        }
        moved = true;
        forEachProxy(proxy -> proxy.leadTo(successor.port()));
    }

    /** Waits until the server has received everything that was sent over connections that are closed. */
    void settle() throws Exception {
        for (FaultCase running : cases) {
            Await.until("the proxy has forwarded everything", running.proxy()::isQuiet);
            // A server executes what it has received before it notices that the connection is closed.
            Await.until(
                    "the server has noticed which connections are closed",
                    () -> admin.string("CLIENT", "LIST")
                                    .lines()
                                    .filter(client -> client.contains(" user=" + running.user() + " "))
                                    .count()
                            <= running.proxy().open());
        }
        // What was sent before the first of these commands has been executed after the second.
        admin.call("PING");
        admin.call("PING");
    }

    @Override
    public void close() {
        admin.close();
        first.close();
        RestartableServer other = second;
        if (other != null) {
            other.close();
        }
    }
}
