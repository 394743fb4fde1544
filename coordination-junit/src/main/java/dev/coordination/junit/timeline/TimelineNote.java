package dev.coordination.junit.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What happened beside the calls: the clock moved, or something ended.
 *
 * @param timed whether the time stands before the text
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
