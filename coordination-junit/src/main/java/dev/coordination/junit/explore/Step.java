// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What an actor is about to do. */
final class Step {

    static final long NEVER = Long.MAX_VALUE;
    static final Object[] NO_ARGUMENTS = {};

    /** The first step of a node's code. */
    static final Step START = new Step("starts", NO_ARGUMENTS, null, NEVER, 0, false, false);

    /** The return of a call, after which the code goes on. */
    static final Step REPLY = new Step("has the reply", NO_ARGUMENTS, null, NEVER, 0, false, false);

    /** The point at which an actor goes on that has waited for a lock. */
    static final Step GOT_LOCK = new Step("has the lock", NO_ARGUMENTS, null, NEVER, 0, false, false);

    static final Step END = new Step("end", NO_ARGUMENTS, null, NEVER, 0, false, false);

    final String name;
    final Object[] arguments;
    private final @Nullable BooleanSupplier ready;
    final long deadline;
    final int variants;
    private final boolean needsBoth;

    /** Whether its first argument may be anything, such as a random value. */
    private boolean onObject;

    /** Whether it waits for work, and does not keep the run from ending. */
    final boolean idle;

    private Step(
            String name,
            Object[] arguments,
            @Nullable BooleanSupplier ready,
            long deadline,
            int variants,
            boolean needsBoth,
            boolean idle) {
        this.name = name;
        this.arguments = arguments;
        this.ready = ready;
        this.deadline = deadline;
        this.variants = variants;
        this.needsBoth = needsBoth;
        this.idle = idle;
    }

    /** Returns a step that can be made at once. */
    static Step call(String name, int variants, Object... arguments) {
        return new Step(name, arguments, null, NEVER, variants, false, false);
    }

    /** Returns a step on an object, which its arguments do not identify. */
    static Step onObject(String name, int variants, Object... arguments) {
        Step step = call(name, variants, arguments);
        step.onObject = true;
        return step;
    }

    /** Returns a step that can be made when something is ready, or from a deadline on. */
    static Step waiting(String name, int variants, BooleanSupplier ready, long deadline, Object... arguments) {
        return new Step(name, arguments, ready, deadline, variants, false, false);
    }

    /** Returns a step that waits for work, and can be made when there is some. */
    static Step idle(String name, int variants, BooleanSupplier ready, Object... arguments) {
        return new Step(name, arguments, ready, NEVER, variants, false, true);
    }

    /** Returns a step that can be made from an instant on, if something is ready. */
    static Step due(String name, int variants, BooleanSupplier ready, long due, boolean idle) {
        return new Step(name, NO_ARGUMENTS, ready, due, variants, true, idle);
    }

    boolean isEnabled(long now) {
        if (needsBoth) {
            return now >= deadline && (ready == null || ready.getAsBoolean());
        }
        if (ready == null && deadline == NEVER) {
            return true;
        }
        return now >= deadline || ready != null && ready.getAsBoolean();
    }

    boolean isSameAs(Step other) {
        return name.equals(other.name) && Arrays.deepEquals(arguments, other.arguments);
    }

    /**
     * Returns what identifies the step when a schedule is run again: its name and its first argument, if that is text. The other
     * arguments may be random, such as the owner of a lock.
     */
    String identity() {
        return !onObject && arguments.length > 0 && arguments[0] instanceof String text
                ? name + "(\"" + text + "\")"
                : name;
    }
}
