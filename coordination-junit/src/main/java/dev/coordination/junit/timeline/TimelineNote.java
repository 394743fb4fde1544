// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * An event that is not a call, such as a move of the clock.
 *
 * @param timed whether the time is shown before the text
 */
record TimelineNote(long sequence, Instant at, String text, boolean timed) implements TimelineEntry {

    @Override
    public int fingerprint() {
        return text.hashCode();
    }

    @Override
    public boolean repeats(TimelineEntry other) {
        return other instanceof TimelineNote note && note.text.equals(text);
    }

    @Override
    public Stream<String> lines(Instant start) {
        return Stream.of(timed ? Duration.between(start, at) + " " + text : text);
    }
}
