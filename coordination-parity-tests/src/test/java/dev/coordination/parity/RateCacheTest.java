package dev.coordination.parity;

import static dev.coordination.junit.CoordinationAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.TimeControl;
import dev.coordination.junit.contract.MemoryHarness;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The example of docs/migration.md. */
@OnEveryAdapter({MemoryHarness.class, RedisHarness.class})
class RateCacheTest {

    @Test
    void aRateIsAskedForAgainWhenItIsOld(DistributedCoordination coordination, TimeControl time) {
        RateCache rates = new RateCache(coordination.cache());
        assertThat(rates.rate("EUR", () -> "1.08")).isEqualTo("1.08");

        time.advance(ofMinutes(4));
        assertThat(rates.rate("EUR", () -> "1.09")).isEqualTo("1.08");

        time.advance(ofMinutes(1));
        assertThat(coordination).hasNoValue("EUR");
        assertThat(rates.rate("EUR", () -> "1.09")).isEqualTo("1.09");
    }

    /** Somebody's own code. */
    record RateCache(SharedCache cache) {

        private static final Duration FRESH = ofMinutes(5);

        String rate(String currency, Supplier<String> source) {
            return cache.getText(currency).orElseGet(() -> {
                String rate = source.get();
                cache.setText(currency, rate, FRESH);
                return rate;
            });
        }
    }
}
