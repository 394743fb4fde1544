// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A watchdog is started if the table has none for the name of the lock. After a renewal that fails, the watchdog ends, but stays
 * in the table. No later lock of that name is renewed.
 *
 * <p>Reference: redisson/redisson#3194.
 */
final class WatchdogOfTheFirstLockOnly extends PlantedBug {

    WatchdogOfTheFirstLockOnly() {
        super(
                "redisson/redisson#3194",
                "a renewal fails, its watchdog ends but stays registered, and later locks have none",
                "a lock that is held is renewed",
                0,
                FaultKind.NOT_SENT,
                FaultKind.REPLY_LOST);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.run(a -> {
            Lock lock = new Lock(a, fixed);
            lock.lock();
            a.sleep(Duration.ofSeconds(45));
            try {
                lock.unlock();
            } catch (IllegalStateException e) {
                // The lock has expired.
            }
            lock.lock();
            int before = lock.renewals;
            a.sleep(Duration.ofSeconds(15));
            assertThat(lock.renewals - before).as(invariant()).isEqualTo(1);
        });
    }

    private static final class Lock {

        private final Node node;
        private final boolean fixed;
        private final Map<String, ScheduledFuture<?>> watchdogs = new HashMap<>();
        private int renewals;

        Lock(Node node, boolean fixed) {
            this.node = node;
            this.fixed = fixed;
        }

        void lock() {
            node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
            watchdogs.computeIfAbsent(
                    "lock", name -> node.scheduler().scheduleAtFixedRate(this::renew, 10, 10, TimeUnit.SECONDS));
        }

        private void renew() {
            renewals++;
            try {
                node.cache().expire("lock", LEASE);
            } catch (CoordinationUnavailableException e) {
                if (fixed) {
                    stopWatchdog();
                }
                throw e;
            }
        }

        void unlock() {
            if (!node.cache().delete("lock", bytes(node.name()))) {
                throw new IllegalStateException("the lock is not held");
            }
            stopWatchdog();
        }

        private void stopWatchdog() {
            ScheduledFuture<?> watchdog = watchdogs.remove("lock");
            if (watchdog != null) {
                watchdog.cancel(false);
            }
        }
    }
}
