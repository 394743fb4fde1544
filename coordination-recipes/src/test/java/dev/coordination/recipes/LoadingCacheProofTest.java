// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;

/** Explores caches on several nodes. */
class LoadingCacheProofTest {

    @EveryInterleaving(require = Verdict.PROVED)
    void twoNodesInTurn(Nodes nodes) {
        ObservedSource source = new ObservedSource(nodes);

        nodes.run(a -> source.get(a), b -> source.get(b));

        source.checkLoads(1);
        nodes.sometimes("b has loaded", source.loadedBy("b"));
    }
}
