package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.FaultKind;
import dev.coordination.junit.explore.Nodes;

class CorrectVisitsTest {

    @EveryInterleaving
    void noVisitIsLost(Nodes nodes) {
        nodes.run(a -> new CorrectVisits(a).count("home"), b -> new CorrectVisits(b).count("home"));

        assertThat(new CorrectVisits(nodes.node("reader")).of("home")).isEqualTo(2);
    }

    @EveryFault(kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST})
    void noVisitIsCountedTwice(Nodes nodes) {
        nodes.run(a -> new CorrectVisits(a).count("home"), b -> new CorrectVisits(b).count("home"));

        assertThat(new CorrectVisits(nodes.node("reader")).of("home")).isLessThanOrEqualTo(2);
    }
}
