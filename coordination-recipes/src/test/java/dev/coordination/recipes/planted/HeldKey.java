// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A key that is set while a node holds a lock, for tests that check whether it really does. */
final class HeldKey {

    private final Node node;
    private final String key;
    private Instant end = Instant.MIN;

    HeldKey(Node node, String key) {
        this.node = node;
        this.key = key;
    }

    boolean tryLock(Duration lease) {
        Instant sent = node.clock().instant();
        if (!node.cache().setIfAbsent(key, PlantedBug.bytes(node.name()), lease)) {
            return false;
        }
        end = sent.plus(lease);
        return true;
    }

    /** Requires that this node still holds the lock, unless the lease has ended. */
    void check(String invariant) {
        Optional<String> owner = node.cache().getText(key);
        if (node.clock().instant().isBefore(end)) {
            assertThat(owner).as(invariant).contains(node.name());
        }
    }
}
