// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.Serial;

/** Reports that a schedule cannot continue, or that the exploration does not control part of the program. */
final class ScheduleProblem extends AssertionError {

    @Serial
    private static final long serialVersionUID = 1;

    /** The kinds of problems. */
    enum Kind {
        /** The program does not do the same each time that it is run in the same schedule. */
        NOT_DETERMINISTIC,
        /** No actor can make a step. */
        DEADLOCK,
        /** Actors only repeat reads that cannot return anything new. */
        LIVELOCK,
        /** The schedule has too many steps. */
        STEP_LIMIT,
        /** A thread of a node is blocked or busy, and the exploration cannot control it. */
        BLOCKED,
        /** A thread that the exploration does not control has used a node. */
        FOREIGN_THREAD,
        /** The code of a node has used the handle of another node. */
        FOREIGN_NODE,
        /** The program exceeds a limit of the exploration. */
        MISUSE,
        /** A token does not fit the program. */
        TOKEN,
        /** A planned fault was not injected. */
        FAULT_NOT_INJECTED
    }

    private final Kind kind;

    ScheduleProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Returns whether the schedule should not be run again to simplify it, because a second run may differ or be slow. */
    boolean isCostly() {
        return kind == Kind.BLOCKED
                || kind == Kind.NOT_DETERMINISTIC
                || kind == Kind.FOREIGN_THREAD
                || kind == Kind.TOKEN;
    }
}
