// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.regex.Pattern;

/**
 * A known difference: a rule that an adapter does not keep, the comparison that shows it, and the reason.
 *
 * @param rule the id of the rule
 * @param adapter the beginning of the harness's description
 * @param version a text that the description contains, such as {@code Redis 6.2}, or {@code *} for any version
 * @param where the comparison that shows the difference
 * @param what a regular expression that matches the whole name of what differs: the rule's id in the contract, the operation
 *     in a differential run, the pattern in a comparison of patterns
 * @param reason why the difference is accepted
 * @since 0.1.0
 */
public record Divergence(String rule, String adapter, String version, Where where, Pattern what, String reason) {

    /**
     * A kind of comparison.
     *
     * @since 0.1.0
     */
    public enum Where {
        /** The contract, in which the tests of the rule may fail. */
        CONTRACT,
        /** The differential runs. */
        DIFFERENTIAL,
        /** The comparison of key patterns. */
        KEY_PATTERNS,
        /** The comparison of channel patterns. */
        CHANNEL_PATTERNS
    }

    boolean isOf(String description, Where comparison) {
        return where == comparison
                && description.startsWith(adapter)
                && (version.equals("*") || description.contains(version));
    }

    boolean covers(String name) {
        return what.matcher(name).matches();
    }

    @Override
    public String toString() {
        return String.join(" | ", rule, adapter, version, where.name(), what.pattern(), reason);
    }
}
