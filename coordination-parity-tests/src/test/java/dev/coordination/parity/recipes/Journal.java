// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The events of a test, in the order in which they arrived. Thread-safe. */
final class Journal {

    /** Long, because machines that run tests are busy; only a test that fails waits this long. */
    static final long PATIENCE_SECONDS = 60;

    private static final int SHOWN = 40;

    private final List<Event> events = new ArrayList<>();
    private boolean ended;

    synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    /** Notes that no more events of the other process follow. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Returns the number of events. */
    synchronized int size() {
        return events.size();
    }

    /**
     * Waits for an event.
     *
     * @param from how many of the first events to ignore
     * @throws AssertionError if it does not come
     */
    synchronized Event await(String what, int from, Predicate<Event> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            for (Event event : events.subList(from, events.size())) {
                if (wanted.test(event)) {
                    return event;
                }
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || millis <= 0) {
                throw new AssertionError(what + " did not come, but\n" + last());
            }
            wait(millis);
        }
    }

    private String last() {
        return events.stream()
                .skip(Math.max(0, events.size() - SHOWN))
                .map(Event::toString)
                .collect(Collectors.joining("\n"));
    }
}
