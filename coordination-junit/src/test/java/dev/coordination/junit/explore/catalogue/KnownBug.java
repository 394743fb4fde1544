// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Program;

/** A program with a bug, and the same program without it. */
public final class KnownBug {

    private final String name;
    private final String goesWrong;
    private final Needs needs;
    private final Program bug;
    private final Program correction;

    /** Creates a bug that the default settings find. */
    KnownBug(String name, String goesWrong, Program bug, Program correction) {
        this(name, goesWrong, Needs.NOTHING, bug, correction);
    }

    /**
     * Creates a bug.
     *
     * @param name what the program is about
     * @param goesWrong what happens because of the bug
     * @param needs what both programs are explored with
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

    /** Explores both programs, as far as an exploration with default settings goes beyond what they need. */
    public Finding explore(Exploration exploration) {
        Exploration configured = needs.configure(exploration);
        return new Finding(this, configured.run(bug), configured.run(correction));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
