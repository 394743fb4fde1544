package com.example.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.explore.EveryFault;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import org.junit.jupiter.api.BeforeEach;

@CoordinationTest
class ExploringTest {

    private int prepared;

    @BeforeEach
    void countOnce(SharedCache cache) {
        prepared++;
        cache.increment("hits", 1);
    }

    @EveryInterleaving
    void noHitIsLost(Nodes nodes) throws Exception {
        nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));

        assertThat(nodes.node("reader").cache().getText("hits")).contains("3");
        assertThat(prepared).isEqualTo(1);
    }

    @EveryFault
    void noHitIsCountedTwice(Nodes nodes) throws Exception {
        nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));

        assertThat(nodes.node("reader").cache().getText("hits")).isNotEqualTo("4");
    }
}
