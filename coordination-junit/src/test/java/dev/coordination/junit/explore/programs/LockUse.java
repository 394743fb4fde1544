// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.ArrayList;
import java.util.List;

/**
 * Detects programs in which the JVM, and not the schedule, determines the order of something: programs in which more than one
 * thread may wait for a lock, or in which a thread releases a lock and then, before its next step, acquires a lock again or uses
 * the memory of its node.
 */
final class LockUse {

    /** Whether a lock was released and no step has been made since. */
    private boolean released;

    /** Whether something was done then whose order is not controlled. */
    private boolean tooSoon;

    /** Whether the thread acquires locks. */
    private boolean locks;

    private LockUse() {}

    static boolean isControlled(NodeProgram node) {
        List<List<Code>> threads = new ArrayList<>(node.threads());
        threads.add(node.listener());
        int locking = 0;
        for (int i = 0; i < threads.size(); i++) {
            LockUse use = new LockUse();
            use.look(threads.get(i), threads);
            if (use.tooSoon) {
                return false;
            }
            locking += use.locks ? 1 : 0;
        }
        return locking <= 2;
    }

    private void look(List<Code> codes, List<List<Code>> threads) {
        for (Code code : codes) {
            if (code instanceof Block block) {
                look(block, threads);
            } else if (code.steps() > 0) {
                released = false;
            } else {
                tooSoon |= released; // The next holder of the lock may do the same at the same time.
            }
        }
    }

    private void look(Block block, List<List<Code>> threads) {
        switch (block.form()) {
            case SYNCHRONIZED, LOCK -> {
                tooSoon |= released;
                locks = true;
                look(block.body(), threads);
                released = true;
            }
            case RETRY -> {
                look(block.body(), threads);
                tooSoon |= released; // It may repeat the body immediately.
            }
            default -> {
                if (block.form().startsActor()) {
                    threads.add(block.body());
                } else {
                    released &= block.steps() == 0;
                    look(block.body(), threads);
                }
            }
        }
    }
}
