// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Program;

/** A program with a bug, and its correction. */
public final class KnownBug {

    private final String name;
    private final String goesWrong;
    private final Needs needs;
    private final Program bug;
    private final Program correction;

    /** Creates a bug that shows with the default settings. */
    KnownBug(String name, String goesWrong, Program bug, Program correction) {
        this(name, goesWrong, Needs.NOTHING, bug, correction);
    }

    /**
     * Creates a bug.
     *
     * @param name what the program is about
     * @param goesWrong what goes wrong because of the bug
     * @param needs the settings with which both programs are explored
     * @param bug the program with the bug
     * @param correction the program without it
     */
    KnownBug(String name, String goesWrong, Needs needs, Program bug, Program correction) {
        this.name = name;
        this.goesWrong = goesWrong;
        this.needs = needs;
        this.bug = bug;
        this.correction = correction;
    }

    String goesWrong() {
        return goesWrong;
    }

    Needs needs() {
        return needs;
    }

    Program bug() {
        return bug;
    }

    Program correction() {
        return correction;
    }

    /** Explores both programs with an exploration to which the settings that they need are added. */
    Finding explore(Exploration exploration) {
        return explore(exploration, exploration);
    }

    /** Explores the two programs with explorations to which the settings that they need are added. */
    public Finding explore(Exploration ofBug, Exploration ofCorrection) {
        return new Finding(
                this,
                needs.configure(ofBug).run(bug),
                needs.configure(ofCorrection).run(correction));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
