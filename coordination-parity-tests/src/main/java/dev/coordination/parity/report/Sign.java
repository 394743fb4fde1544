// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

/**
 * The way {@code index.html} shows a state: as text, as a class of the style sheet, and as an icon. Icons differ in
 * shape as well as in color.
 */
record Sign(String state, String kind, String icon) {

    static final Sign PASSED = of("passed");
    static final Sign PARTLY_PASSED = of("partly passed");
    static final Sign FAILED = of("failed");
    static final Sign SKIPPED = of("skipped");
    static final Sign NOT_RUN = of("not run");

    /** Returns the sign for a state, given by its name in {@code parity.json}. */
    static Sign of(String state) {
        String icon = switch (state) {
            case "passed" -> "✓";
            case "partly passed" -> "◐";
            case "failed" -> "✗";
            case "skipped" -> "–";
            case "not run" -> "○";
            default ->
                throw new IllegalArgumentException("state must be one of those in parity.json, but was " + state);
        };
        return new Sign(state, state.replace(' ', '-'), icon);
    }
}
