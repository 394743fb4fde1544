// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.io.Serial;

/** Reports that a schedule cannot go on, or that something is not controlled by the exploration. */
final class ScheduleProblem extends AssertionError {

    @Serial
    private static final long serialVersionUID = 1;

    /** What kind of problem it is. */
    enum Kind {
        /** The program does not do the same in the same schedule. */
        NOT_DETERMINISTIC,
        /** Nobody can go on. */
        DEADLOCK,
        /** Only reads that cannot return anything new are left. */
        LIVELOCK,
        /** The schedule has too many steps. */
        STEP_LIMIT,
        /** A thread of a node blocks on something that the exploration does not control. */
        BLOCKED,
        /** A thread that the exploration does not know has used a node. */
        FOREIGN_THREAD,
        /** A method was called where it must not be. */
        MISUSE,
        /** A token does not fit the program. */
        TOKEN,
        /** A planned fault could not be injected. */
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

    /** Returns whether running the schedule again may differ, or is so slow that simplifying it is not worth the time. */
    boolean isCostly() {
        return kind == Kind.BLOCKED
                || kind == Kind.NOT_DETERMINISTIC
                || kind == Kind.FOREIGN_THREAD
                || kind == Kind.TOKEN;
    }
}
