package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import org.junit.jupiter.api.Test;

@CoordinationTest
class VisitsTest {

    @Test
    void visitsOfAllNodesAreCounted(@Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b) {
        new Visits(a).count("home");
        new Visits(b).count("home");

        assertThat(new Visits(a).of("home")).isEqualTo(2);
    }

    @EveryInterleaving
    void noVisitIsLost(Nodes nodes) {
        nodes.run(a -> new Visits(a).count("home"), b -> new Visits(b).count("home"));

        assertThat(new Visits(nodes.node("reader")).of("home")).isEqualTo(2);
    }
}
