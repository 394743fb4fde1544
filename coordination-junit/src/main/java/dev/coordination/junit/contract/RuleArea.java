// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.Arrays;

/**
 * The area of a rule, given by the first letter of its id.
 *
 * @since 0.1.0
 */
public enum RuleArea {
    /** Rules that hold for all areas. */
    GENERAL('G', "General"),
    /** The shared cache. */
    CACHE('C', "Cache"),
    /** The pattern language. */
    PATTERNS('P', "Patterns"),
    /** Publishing and subscribing. */
    PUBSUB('S', "Pub/sub"),
    /** Leader election. */
    ELECTION('L', "Leader election"),
    /** Cluster membership. */
    MEMBERSHIP('M', "Cluster membership"),
    /** Time. */
    TIME('T', "Time");

    private final char letter;
    private final String title;

    RuleArea(char letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    static RuleArea of(char letter) {
        return Arrays.stream(values())
                .filter(area -> area.letter == letter)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the title of this area.
     *
     * @return the title
     * @since 0.1.0
     */
    public String title() {
        return title;
    }
}
