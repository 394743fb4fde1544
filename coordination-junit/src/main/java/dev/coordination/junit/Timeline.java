package dev.coordination.junit;

import dev.coordination.CoordinationCall;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import dev.coordination.memory.SchedulerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was called on the coordination of one test, and how its clock moved: the last of it, for the case that the test fails.
 *
 * <p>Thread-safe. Nothing is put into words before somebody wants to read it.
 */
final class Timeline {

    private static final int KEPT = 50;

    /** A call, and copies of what may be changed after it. */
    private record Entry(
            CoordinationCall call,
            List<@Nullable Object> arguments,
            @Nullable Object result) {}

    private final Instant start;

    /** Entries, events of schedulers, and durations by which the clock moved. Guarded by itself. */
    private final Deque<Object> last = new ArrayDeque<>();

    /** Guarded by {@link #last}. */
    private long dropped;

    /** Guarded by {@link #last}. */
    private boolean moved;

    /** Whether something has a TTL that was given while the clock stood still. Guarded by {@link #last}. */
    private boolean ttlGiven;

    Timeline(Instant start) {
        this.start = start;
    }

    void add(CoordinationCall call) {
        synchronized (last) {
            ttlGiven |= call.thrown() == null
                    && call.operation().takesTtl()
                    && call.arguments().stream().anyMatch(Duration.class::isInstance);
            List<@Nullable Object> arguments = new ArrayList<>();
            call.arguments().forEach(argument -> arguments.add(copied(argument)));
            keep(new Entry(call, arguments, copied(call.result())));
        }
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return optional.map(Timeline::copied);
        }
        return value instanceof byte[] bytes ? Payload.startOf(bytes) : value;
    }

    void add(SchedulerEvent event) {
        synchronized (last) {
            keep(event);
        }
    }

    void moved(Duration by) {
        synchronized (last) {
            moved = true;
            keep(by);
        }
    }

    private void keep(Object entry) {
        if (last.size() == KEPT) {
            last.removeFirst();
            dropped++;
        }
        last.addLast(entry);
    }

    /** Returns what happened in lines, or empty when nothing did. */
    Optional<String> inWords() {
        synchronized (last) {
            if (last.isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = new ArrayList<>();
            lines.add("What happened on the coordination of this test, by its clock:");
            if (dropped > 0) {
                lines.add("  (" + dropped + " earlier entries are left out)");
            }
            last.forEach(entry -> lines.add("  " + line(entry)));
            if (ttlGiven && !moved) {
                lines.add(
                        "There are TTLs, and the clock was never advanced: nothing expires by itself, see FakeClock.advance.");
            }
            return Optional.of(String.join("\n", lines));
        }
    }

    private String line(Object item) {
        if (item instanceof SchedulerEvent event) {
            return Duration.between(start, event.at()) + " " + event;
        }
        if (!(item instanceof Entry entry)) {
            return "clock advanced by " + item;
        }
        CoordinationCall call = entry.call();
        String arguments = entry.arguments().stream().map(Timeline::shown).collect(Collectors.joining(", "));
        return Duration.between(start, call.at()) + " handle " + call.handle() + ": " + call.operation() + "("
                + arguments + ")" + outcome(entry);
    }

    private static String outcome(Entry entry) {
        if (entry.call().thrown() != null) {
            return " threw " + entry.call().thrown();
        }
        return entry.result() == null ? "" : " = " + shown(entry.result());
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Timeline::shown).orElse("empty");
        }
        if (value instanceof String text) {
            return Shown.text(text);
        }
        if (value instanceof Topic topic) {
            return Shown.text(topic.name());
        }
        if (value instanceof Message message) {
            return Shown.messages(List.of(message));
        }
        if (value instanceof Leadership term) {
            return Shown.text(term.nodeId()) + " in term " + term.fencingToken() + " of " + Shown.text(term.election());
        }
        return shownOfSeveral(value);
    }

    private static String shownOfSeveral(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(Timeline::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> shown(entry.getKey()) + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof MessageListener ? "a listener" : String.valueOf(value);
    }
}
