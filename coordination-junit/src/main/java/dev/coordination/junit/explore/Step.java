// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A step that an actor is about to make. */
final class Step {

    static final long NEVER = Long.MAX_VALUE;
    static final Object[] NO_ARGUMENTS = {};

    /** The first step of a node's code. */
    static final Step START = new Step("starts", NO_ARGUMENTS, null, NEVER, 0, false, false);

    /** The return of a call, after which the code continues. */
    static final Step REPLY = new Step("has the reply", NO_ARGUMENTS, null, NEVER, 0, false, false);

    /** The point at which an actor continues after it has waited for a lock. */
    static final Step GOT_LOCK = new Step("has the lock", NO_ARGUMENTS, null, NEVER, 0, false, false);

    static final Step END = new Step("end", NO_ARGUMENTS, null, NEVER, 0, false, false);

    final String name;
    final Object[] arguments;
    private final @Nullable BooleanSupplier ready;
    final long deadline;
    final int variants;
    private final boolean needsBoth;

    /** Whether it accesses no memory of the node. */
    private boolean remote;

    /** Whether its first argument does not identify it, and may even be random. */
    private boolean onObject;

    /** Whether it waits for work, and so does not keep the phase from ending. */
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

    /** Returns a step that is always enabled. */
    static Step call(String name, int variants, Object... arguments) {
        return new Step(name, arguments, null, NEVER, variants, false, false);
    }

    /** Returns a call that is always enabled, and accesses no memory of the node. */
    static Step remote(String name, int variants, Object... arguments) {
        Step step = call(name, variants, arguments);
        step.remote = true;
        return step;
    }

    /** Returns a call on a shared object, whose arguments do not identify it. */
    static Step onObject(String name, int variants, Object... arguments) {
        Step step = call(name, variants, arguments);
        step.onObject = true;
        return step;
    }

    /** Returns a step that is enabled when it is ready, and from a deadline on. */
    static Step waiting(String name, int variants, BooleanSupplier ready, long deadline, Object... arguments) {
        return new Step(name, arguments, ready, deadline, variants, false, false);
    }

    /** Returns a step that waits for work, and is enabled when there is some. */
    static Step idle(String name, int variants, BooleanSupplier ready, Object... arguments) {
        return new Step(name, arguments, ready, NEVER, variants, false, true);
    }

    /** Returns a step that is enabled from an instant on, when it is ready. */
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

    /** Returns whether this step waits for a deadline that has been reached. */
    boolean isDue(long now) {
        return deadline != NEVER && now >= deadline;
    }

    boolean isRemote() {
        return remote;
    }

    boolean isSameAs(Step other) {
        return name.equals(other.name) && Arrays.deepEquals(arguments, other.arguments);
    }

    /**
     * Returns what identifies the step when a schedule is run again: its name, and its first argument if that is a string. The
     * other arguments may be random, such as the owner of a lock.
     */
    String identity() {
        return !onObject && arguments.length > 0 && arguments[0] instanceof String text
                ? name + "(\"" + text + "\")"
                : name;
    }
}
