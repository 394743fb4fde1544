// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

/** The text of a generated program, with indentation. */
final class Lines {

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void add(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    void begin(String line) {
        add(line);
        depth++;
    }

    void end(String line) {
        depth--;
        add(line);
    }

    /** Ends a block and begins the next one. */
    void next(String line) {
        end(line);
        depth++;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
