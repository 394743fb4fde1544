package com.example.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import org.junit.jupiter.api.Test;

@OnEveryAdapter(MemoryHarness.class)
class EveryAdapterTest {

    @Test
    void aKeyExpires(DistributedCoordination coordination, TimeControl time) {
        coordination.cache().setText("key", "value", time.unit());

        time.advance(time.unit());

        assertThat(coordination.cache().exists("key")).isFalse();
    }
}
