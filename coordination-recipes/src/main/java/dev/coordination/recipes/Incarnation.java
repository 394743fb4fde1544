// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What makes the ids of a builder unique: a random UUID, another one for each object that is built, or what a test has set. */
final class Incarnation {

    private @Nullable String fixed;

    void fix(String unique) {
        fixed = Arguments.notNull(unique, "unique");
    }

    /** Returns a node id with the next incarnation. The objects that have it may add a number. */
    String addTo(String nodeId) {
        String unique = nodeId + "#" + next();
        try {
            Arguments.nodeId(unique + "#" + Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nodeId with its incarnation and a number: " + e.getMessage(), e);
        }
        return unique;
    }

    String next() {
        return fixed != null ? fixed : UUID.randomUUID().toString();
    }
}
