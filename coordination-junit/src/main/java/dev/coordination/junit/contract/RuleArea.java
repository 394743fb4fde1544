// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.util.Arrays;

/**
 * What a rule is a rule of: the first letter of its id.
 *
 * @since 0.1.0
 */
public enum RuleArea {
    /** What holds for all areas. */
    GENERAL('G', "General"),
    /** The shared cache. */
    CACHE('C', "Cache"),
    /** The language of patterns. */
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
     * Returns what it is called.
     *
     * @return the title
     * @since 0.1.0
     */
    public String title() {
        return title;
    }
}
