package com.example.tests;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.Backends;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
class BackendsTest {

    @Test
    void everythingIsInANamedModule() {
        assertThat(BackendsTest.class.getModule().getName()).isEqualTo("com.example.modular.tests");
        assertThat(Backends.class.getModule().getName()).isEqualTo("com.example.modular");
        assertThat(DistributedCoordination.class.getModule().getName()).isEqualTo("dev.coordination");
        assertThat(FakeClock.class.getModule().getName()).isEqualTo("dev.coordination.memory");
        assertThat(LeaderElector.class.getModule().getName()).isEqualTo("dev.coordination.recipes");
        assertThat(RedisCoordination.class.getModule().getName()).isEqualTo("dev.coordination.redis");
        assertThat(CoordinationExtension.class.getModule().getName()).isEqualTo("dev.coordination.junit");
    }

    @Test
    void nullnessAnnotationsAreNotNeededToRun() {
        assertThat(ModuleLayer.boot().findModule("org.jspecify")).isEmpty();
    }

    @Test
    void aKeyExpiresInMemory(MemoryBackend backend, FakeClock clock) {
        DistributedCoordination coordination = Backends.memory(backend);
        coordination.cache().set("key", "value".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(30));

        assertThat(coordination).hasValue("key", "value");
        clock.advance(Duration.ofSeconds(30));

        assertThat(coordination.cache().exists("key")).isFalse();
    }

    @Test
    void aHandleOnRedisIsBuilt() {
        try (DistributedCoordination coordination = Backends.redis(URI.create("redis://localhost"))) {
            assertThat(coordination).hasToString("RedisCoordination[namespace=modular, server=redis://localhost]");
        }
    }
}
