package com.example;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.function.Supplier;

/** Keeps exchange rates for five minutes, for all instances of the application. */
public final class RateCache {

    private static final Duration FRESH = Duration.ofMinutes(5);

    private final SharedCache cache;

    public RateCache(SharedCache cache) {
        this.cache = cache;
    }

    public String rate(String currency, Supplier<String> source) {
        return cache.getText(currency).orElseGet(() -> {
            String rate = source.get();
            cache.setText(currency, rate, FRESH);
            return rate;
        });
    }
}
