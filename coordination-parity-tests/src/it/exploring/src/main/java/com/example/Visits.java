package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;

/** Counts the visits of a website, on each of its nodes. */
public final class Visits {

    private final SharedCache cache;

    public Visits(DistributedCoordination coordination) {
        cache = coordination.cache();
    }

    /** Counts a visit of a page. */
    public void count(String page) {
        long visits = of(page);
        cache.setText(page, Long.toString(visits + 1));
    }

    /** Returns how often a page was visited. */
    public long of(String page) {
        return cache.getText(page).map(Long::parseLong).orElse(0L);
    }
}
