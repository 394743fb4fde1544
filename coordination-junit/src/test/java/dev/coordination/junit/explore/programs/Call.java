// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.List;

/**
 * A statement that makes one call, and logs what it returns or throws.
 *
 * @param text the call as code, with {@code $} in place of the node
 */
record Call(String text, Action action) implements Code {

    /** Makes a call. */
    @FunctionalInterface
    interface Action {

        /** Returns what the actor logs, or {@code null} to log nothing. */
        Object run(Actor actor) throws Exception;
    }

    @Override
    public void run(Actor actor) throws Exception {
        actor.log(action);
    }

    @Override
    public void print(Lines lines, String node) {
        lines.add("log(() -> " + on(node) + ");");
    }

    String on(String node) {
        return text.replace("$", node);
    }

    @Override
    public int steps() {
        return text.startsWith("ghost") || text.endsWith("++") ? 0 : 1;
    }

    @Override
    public List<List<Code>> simpler() {
        return List.of();
    }
}
