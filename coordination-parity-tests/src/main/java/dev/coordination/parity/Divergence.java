// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import java.util.regex.Pattern;

/**
 * A difference that is known: a rule that an adapter is not held to, where, and why.
 *
 * @param rule the id of the rule
 * @param adapter how the description of the harness begins
 * @param version a text that occurs in the description, such as {@code Redis 6.2}; {@code *} for any version
 * @param where which comparison meets it
 * @param what the whole name of what differs there, as a regular expression: the rule's id for the contract, the operation
 *     for a differential run, the pattern for a comparison of patterns
 * @param reason why it is left as it is
 * @since 0.1.0
 */
public record Divergence(String rule, String adapter, String version, Where where, Pattern what, String reason) {

    /**
     * Which comparison.
     *
     * @since 0.1.0
     */
    public enum Where {
        /** The contract: the tests of the rule may fail. */
        CONTRACT,
        /** The differential runs. */
        DIFFERENTIAL,
        /** The comparison of patterns of keys. */
        KEY_PATTERNS,
        /** The comparison of patterns of channels. */
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
