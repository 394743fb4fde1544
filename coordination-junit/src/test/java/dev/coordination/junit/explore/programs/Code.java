// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import java.util.List;

/** A statement of a generated program. */
sealed interface Code permits Call, Block {

    void run(Actor actor) throws Exception;

    /** Prints this statement as the code of a node. */
    void print(Lines lines, String node);

    /** Returns how many steps it makes if nothing fails and no loop repeats. */
    int steps();

    /** Returns lists of statements that could replace it, each simpler in one respect. Leaving it out is not among them. */
    List<List<Code>> simpler();

    static int steps(List<Code> codes) {
        return codes.stream().mapToInt(Code::steps).sum();
    }

    static void runAll(List<Code> codes, Actor actor) throws Exception {
        for (Code code : codes) {
            code.run(actor);
        }
    }
}
