// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;
import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Locks that nodes take in the shared cache. */
final class Locks {

    private static final Duration LEASE = Duration.ofSeconds(10);

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Unlock by delete",
                    "a node whose lease has ended deletes the lock of its successor",
                    Needs.timeSteps(1),
                    nodes -> keepsTheLock(nodes, node -> node.cache().delete("lock")),
                    nodes -> keepsTheLock(nodes, node -> node.cache().delete("lock", bytes(node.name())))),
            new KnownBug(
                    "Unlock by get and delete",
                    "the lease ends between the two calls, and the second call deletes the lock of the successor",
                    Needs.timeSteps(1),
                    nodes -> keepsTheLock(nodes, Locks::deleteIfMine),
                    nodes -> keepsTheLock(nodes, node -> node.cache().delete("lock", bytes(node.name())))),
            new KnownBug(
                    "Lock that expires in a second call",
                    "the holder dies between the two calls, and the lock is never free again",
                    Needs.fault(DEATH),
                    nodes -> getsFree(nodes, Locks::lockThenExpire),
                    nodes -> getsFree(nodes, cache -> cache.setIfAbsent("lock", bytes("held"), LEASE))),
            new KnownBug(
                    "Waiting for a dead node",
                    "the holder of a lock dies, and the others wait for it forever",
                    Needs.fault(DEATH),
                    nodes -> getTheLock(nodes, node -> node.cache().setIfAbsent("lock", bytes(node.name()))),
                    nodes -> getTheLock(nodes, node -> node.cache().setIfAbsent("lock", bytes(node.name()), LEASE))),
            new KnownBug(
                    "Watchdog that outlives its lock",
                    "a renewal that is in progress takes the lock again after it was released",
                    nodes -> isFreeAfterUnlock(nodes, new WatchedKey(nodes.node("a"))),
                    nodes -> isFreeAfterUnlock(nodes, new WatchedTerm(nodes.node("a")))),
            new KnownBug(
                    "Waiting for a lock",
                    "the lock is released before the other node listens, so that node waits in vain",
                    nodes -> getsTheLockAtOnce(nodes, Locks::tryThenListen),
                    nodes -> getsTheLockAtOnce(nodes, Locks::listenThenTry)));

    private Locks() {}

    private static void keepsTheLock(Nodes nodes, Consumer<Node> unlock) throws Exception {
        NodeCode refresh = node -> {
            Instant start = node.clock().instant();
            if (node.cache().setIfAbsent("lock", bytes(node.name()), LEASE)) {
                node.work("refresh the prices");
                boolean held = node.cache().getText("lock").equals(Optional.of(node.name()));
                boolean expired = !node.clock().instant().isBefore(start.plus(LEASE));
                assertThat(held || expired)
                        .as("the lock is held until it expires")
                        .isTrue();
                unlock.accept(node);
            }
        };
        nodes.run(refresh, refresh);
    }

    private static void deleteIfMine(Node node) {
        if (node.cache().getText("lock").equals(Optional.of(node.name()))) {
            node.cache().delete("lock");
        }
    }

    private static void getsFree(Nodes nodes, Consumer<SharedCache> lock) throws Exception {
        nodes.run(a -> lock.accept(a.cache()));

        SharedCache cache = nodes.node("b").cache();
        nodes.eventually(LEASE, "the lock is free", () -> !cache.exists("lock"));
    }

    private static void lockThenExpire(SharedCache cache) {
        if (cache.setIfAbsent("lock", bytes("held"))) {
            cache.expire("lock", LEASE);
        }
    }

    private static void getTheLock(Nodes nodes, Predicate<Node> lock) throws Exception {
        NodeCode code = node -> {
            while (!lock.test(node)) {
                Thread.onSpinWait();
            }
            node.cache().delete("lock", bytes(node.name()));
        };
        nodes.run(code, code);
    }

    /** A lock that a task renews while it is held. */
    private interface WatchedLock {
        void lock();

        void unlock();

        boolean isFree();
    }

    private static void isFreeAfterUnlock(Nodes nodes, WatchedLock lock) throws Exception {
        nodes.run(a -> {
            lock.lock();
            a.sleep(Duration.ofSeconds(3));
            lock.unlock();
        });

        assertThat(lock.isFree()).as("the lock is free").isTrue();
    }

    /** Renews by setting the key again. */
    private static final class WatchedKey implements WatchedLock {
        private final Node node;
        private boolean held;

        WatchedKey(Node node) {
            this.node = node;
        }

        @Override
        public void lock() {
            held = node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
            node.scheduler().scheduleAtFixedRate(this::renew, 3, 3, TimeUnit.SECONDS);
        }

        private void renew() {
            if (held) {
                node.cache().set("lock", bytes(node.name()), LEASE);
            }
        }

        @Override
        public void unlock() {
            held = false;
            node.cache().delete("lock", bytes(node.name()));
            node.scheduler().shutdown();
        }

        @Override
        public boolean isFree() {
            return !node.cache().exists("lock");
        }
    }

    /** Renews a term, which cannot come back once it is released. */
    private static final class WatchedTerm implements WatchedLock {
        private final Node node;
        private Optional<Leadership> held = Optional.empty();
        private Optional<ScheduledFuture<?>> watchdog = Optional.empty();

        WatchedTerm(Node node) {
            this.node = node;
        }

        @Override
        public void lock() {
            held = node.leaderElection().tryAcquire("lock", node.name(), LEASE);
            watchdog = held.map(term -> node.scheduler()
                    .scheduleAtFixedRate(() -> node.leaderElection().renew(term, LEASE), 3, 3, TimeUnit.SECONDS));
        }

        @Override
        public void unlock() {
            watchdog.ifPresent(task -> task.cancel(false));
            held.ifPresent(node.leaderElection()::release);
        }

        @Override
        public boolean isFree() {
            return node.leaderElection().currentLeader("lock").isEmpty();
        }
    }

    private static void getsTheLockAtOnce(Nodes nodes, NodeCode waitForLock) throws Exception {
        nodes.node("a").cache().setText("lock", "a");
        Instant start = nodes.clock().instant();

        nodes.run(
                a -> {
                    a.cache().delete("lock");
                    a.pubSub().publish("unlocked", new byte[0]);
                },
                waitForLock);

        assertThat(Duration.between(start, nodes.clock().instant()))
                .as("how long b waited")
                .isLessThan(LEASE);
    }

    private static void tryThenListen(Node node) throws InterruptedException {
        while (!node.cache().setIfAbsent("lock", bytes(node.name()))) {
            try (Subscription unlocked = node.pubSub().subscribe("unlocked")) {
                unlocked.next(LEASE);
            }
        }
    }

    private static void listenThenTry(Node node) throws InterruptedException {
        try (Subscription unlocked = node.pubSub().subscribe("unlocked")) {
            while (!node.cache().setIfAbsent("lock", bytes(node.name()))) {
                unlocked.next(LEASE);
            }
        }
    }
}
