// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** The default order of steps: the nodes run one after the other, each as far as it can. */
final class UsualOrder {

    private UsualOrder() {}

    /**
     * Returns the last actor if it can continue, otherwise the first actor that can. Time passes, and faults happen, only if
     * nothing else is possible.
     */
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
