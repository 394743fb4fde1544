package com.example;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.memory.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
class RateCacheInMemoryTest {

    @Test
    void fetchesARateAgainAfterFiveMinutes(SharedCache cache, FakeClock clock) {
        RateCache rates = new RateCache(cache);
        rates.rate("EUR", () -> "1.08");

        clock.advance(ofMinutes(5));

        assertThat(rates.rate("EUR", () -> "1.09")).isEqualTo("1.09");
    }
}
