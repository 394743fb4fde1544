// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.time.Duration;

/**
 * The context in which a statement is generated.
 *
 * @param node the name of the node
 * @param names how many keys and elections there are, at most 2
 */
record Scope(Choices choices, String node, int names) {

    String key() {
        return choices.below(names) == 0 ? "k" : "l";
    }

    /** Returns the id of a member: usually that of this node. */
    String member() {
        return choices.percent(60) ? node : choices.one("a", "b");
    }

    /** Returns a value that shows which node has written it, or a number. */
    String value() {
        return choices.percent(75) ? node : "1";
    }

    /** Returns a value that may have been written. */
    String otherValue() {
        return choices.one("a", "b", "1", node);
    }

    Duration ttl() {
        return Duration.ofSeconds(choices.one(10, 20));
    }
}
