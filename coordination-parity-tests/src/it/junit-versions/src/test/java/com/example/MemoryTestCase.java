package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A fixture that {@link OnEveryAdapterTest} runs. */
@OnEveryAdapter(MemoryHarness.class)
class MemoryTestCase {

    @Test
    void aKeyExpires(DistributedCoordination coordination, TimeControl time) {
        coordination.cache().set("key", new byte[1], Duration.ofSeconds(30));

        time.advance(Duration.ofSeconds(30));

        assertThat(coordination.cache().exists("key")).isFalse();
    }
}
