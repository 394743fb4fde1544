// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** The order in which nodes go on if nothing else is chosen: one after the other, as far as they can. */
final class UsualOrder {

    private UsualOrder() {}

    /** Returns the last actor if it can go on, otherwise the first that can; time passes only if it must, and faults do not happen. */
    static int choose(Run run, long runnable, int last) {
        if (last >= 0) {
            return last;
        }
        long actors = runnable & ~(Bits.SPECIAL | run.optionalActors());
        if (actors != 0) {
            return Bits.lowest(actors);
        }
        if (Bits.contains(runnable, Run.END)) {
            return Run.END;
        }
        return Bits.contains(runnable, Run.TIME) ? Run.TIME : Bits.lowest(runnable);
    }
}
