// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The reply to an acquisition starts the watchdog on another thread. If the lock is released before that, the release finds no
 * watchdog to stop. The watchdog then renews what the same owner locks later, for as long as the process lives.
 *
 * <p>Reference: redisson/redisson#7272.
 */
final class WatchdogThatOutlivesTheUnlock extends PlantedBug {

    WatchdogThatOutlivesTheUnlock() {
        super(
                "redisson/redisson#7272",
                "the lock is released before its watchdog starts, which then renews a later lock forever",
                "a lock without a watchdog expires",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Lock lock = new Lock(a, fixed);
            lock.lock();
            lock.unlock();
            lock.lockUntilItExpires();
        });

        nodes.eventually(
                Duration.ofMinutes(1),
                invariant(),
                () -> !nodes.node("test").cache().exists("lock"));
    }

    private static final class Lock {

        private final Node node;
        private final boolean fixed;
        private Optional<ScheduledFuture<?>> watchdog = Optional.empty();

        Lock(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void lock() {
            lockUntilItExpires();
            if (fixed) {
                watch();
            } else {
                node.scheduler().execute(this::watch);
            }
        }

        void lockUntilItExpires() {
            node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
        }

        private void watch() {
            watchdog = Optional.of(node.scheduler().scheduleAtFixedRate(this::renew, 10, 10, TimeUnit.SECONDS));
        }

        private void renew() {
            if (node.cache().getText("lock").equals(Optional.of(node.name()))) {
                node.cache().expire("lock", LEASE);
            }
        }

        void unlock() {
            watchdog.ifPresent(task -> task.cancel(false));
            node.cache().delete("lock", bytes(node.name()));
        }
    }
}
