// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.FaultKind.DEATH;

import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;

/** Some bugs of the catalogue, and their corrections, as tests that {@link CatalogueUnderJUnitTest} runs. */
class CatalogueTestCase {

    @EveryInterleaving
    void hitCounter(Nodes nodes) throws Throwable {
        Catalogue.named("Hit counter").bug().run(nodes);
    }

    @EveryInterleaving(timeSteps = 2)
    void leaderThatRenews(Nodes nodes) throws Throwable {
        Catalogue.named("Leader that renews before it writes").bug().run(nodes);
    }

    @EveryInterleaving(faults = 1, kinds = DEATH)
    void standby(Nodes nodes) throws Throwable {
        Catalogue.named("Standby that tries only once").bug().run(nodes);
    }

    @EveryInterleaving
    void correctedHitCounter(Nodes nodes) throws Throwable {
        Catalogue.named("Hit counter").correction().run(nodes);
    }

    @EveryInterleaving(timeSteps = 2)
    void correctedLeaderThatRenews(Nodes nodes) throws Throwable {
        Catalogue.named("Leader that renews before it writes").correction().run(nodes);
    }

    @EveryInterleaving(faults = 1, kinds = DEATH)
    void correctedStandby(Nodes nodes) throws Throwable {
        Catalogue.named("Standby that tries only once").correction().run(nodes);
    }
}
