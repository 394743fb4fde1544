package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;

/** Counts the visits of a website, on each of its nodes. */
public final class CorrectVisits {

    private final SharedCache cache;

    public CorrectVisits(DistributedCoordination coordination) {
        cache = coordination.cache();
    }

    /** Counts a visit of a page. */
    public void count(String page) {
        cache.increment(page, 1);
    }

    /** Returns how often a page was visited. */
    public long of(String page) {
        return cache.getText(page).map(Long::parseLong).orElse(0L);
    }
}
