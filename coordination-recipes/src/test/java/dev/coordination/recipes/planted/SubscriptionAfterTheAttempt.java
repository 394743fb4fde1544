// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Subscription;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;

/**
 * A waiter fails to lock, subscribes to the channel on which unlocks are told, and waits. If the unlock comes before the
 * subscription, it waits until its timeout, and fails, although the lock is free.
 *
 * <p>Reference: miintto/redis-lock-py#3.
 */
final class SubscriptionAfterTheAttempt extends PlantedBug {

    SubscriptionAfterTheAttempt() {
        super(
                "miintto/redis-lock-py#3",
                "the unlock is announced before the waiter has subscribed, so the waiter waits in vain",
                "a waiter gets a lock that is free",
                0);
    }

    @Override
    void run(Nodes nodes, boolean fixed) throws Exception {
        nodes.node("a").cache().setText("lock", "a", LEASE);

        nodes.run(
                a -> {
                    a.cache().delete("lock", bytes("a"));
                    a.pubSub().publish("unlocked", new byte[0]);
                },
                b -> assertThat(lock(b, fixed)).as(invariant()).isTrue());
    }

    private static boolean lock(Node node, boolean fixed) throws InterruptedException {
        if (tryLock(node)) {
            return true;
        }
        try (Subscription unlocked = node.pubSub().subscribe("unlocked")) {
            if (fixed && tryLock(node)) {
                return true;
            }
            return unlocked.next(Duration.ofSeconds(5)).isPresent() && tryLock(node);
        }
    }

    private static boolean tryLock(Node node) {
        return node.cache().setIfAbsent("lock", bytes(node.name()), LEASE);
    }
}
