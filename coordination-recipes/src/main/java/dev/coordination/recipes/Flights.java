// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The flights of a process, at most one for each key. */
final class Flights {

    private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();

    /**
     * Adds a flight unless there is one. Returns the one that there was, or {@code null}. If its lease has ended, it is forgotten,
     * unless it is one of the current thread.
     */
    @Nullable
    Flight add(String key, Flight flight) {
        Flight other = flights.putIfAbsent(key, flight);
        while (other != null && !other.lease().isValid() && !other.isLedByCurrentThread()) {
            forget(key, other);
            other = flights.putIfAbsent(key, flight);
        }
        return other;
    }

    /** Ends a flight, and wakes those who wait for it. */
    void end(String key, Flight flight) {
        forget(key, flight); // First, because those who are woken may want to add another one.
        flight.end();
    }

    /** Lets others add a flight although this one has not ended. */
    void forget(String key, Flight flight) {
        boolean unused = flights.remove(key, flight);
    }

    /** Lets others add a flight whatever flight there is. */
    void forget(String key) {
        Flight unused = flights.remove(key);
    }
}
