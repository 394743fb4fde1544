// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** Chooses which actor makes the next step, and how the step goes. */
interface Chooser {

    /** The choice to abandon this schedule, because it differs from an earlier one only in the order of independent steps. */
    int GIVE_UP = -1;

    /**
     * Chooses the next step. An actor that is {@linkplain Run#waitable waitable} can be chosen, too.
     *
     * @param run the run
     * @param runnable the actors that can make a step, as bits; not 0
     * @param last the actor that made the last step if it is one of them, otherwise {@link Run#NOBODY}
     * @return one of them, a waitable actor, or {@link #GIVE_UP}
     */
    int choose(Run run, long runnable, int last);

    /**
     * Chooses how a step goes.
     *
     * @param run the run
     * @param actor the actor that makes the step
     * @param step the step
     * @param variants the {@linkplain Variant variants} that are possible besides the usual one, as bits; may be 0
     * @return one of them, or {@link Variant#USUAL}
     */
    int variant(Run run, Actor actor, Step step, int variants);

    /**
     * Prepares the next schedule.
     *
     * @param run the run that has ended
     * @return whether there is another schedule
     */
    boolean next(Run run);

    /**
     * Returns what is known about the actors that are postponed because of locks. By default, each schedule starts with no
     * knowledge.
     */
    default Postponements postponements() {
        return new Postponements();
    }

    /**
     * Prepares to run the same schedule again. If an actor was found to wait for a lock, it is postponed in the next run.
     *
     * @param run the run that has ended
     */
    default void repeat(Run run) {
        run.waits.learn();
        begin();
    }

    /** Starts the current schedule from its beginning. */
    void begin();
}
