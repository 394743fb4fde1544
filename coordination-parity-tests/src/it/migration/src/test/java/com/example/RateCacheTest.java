package com.example;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.redis.test.RedisHarness;
import org.junit.jupiter.api.Test;

@OnEveryAdapter({MemoryHarness.class, RedisHarness.class})
class RateCacheTest {

    @Test
    void fetchesARateAgainAfterFiveMinutes(DistributedCoordination coordination, TimeControl time) {
        RateCache rates = new RateCache(coordination.cache());
        assertThat(rates.rate("EUR", () -> "1.08")).isEqualTo("1.08");

        time.advance(ofMinutes(4));
        assertThat(rates.rate("EUR", () -> "1.09")).isEqualTo("1.08");

        time.advance(ofMinutes(1));
        assertThat(coordination).hasNoValue("EUR");
        assertThat(rates.rate("EUR", () -> "1.09")).isEqualTo("1.09");
    }
}
