package com.example;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.function.Supplier;

/** Caches exchange rates for five minutes. All instances of the application share the cache. */
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
