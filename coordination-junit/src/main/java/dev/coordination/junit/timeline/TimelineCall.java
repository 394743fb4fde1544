package dev.coordination.junit.timeline;

import dev.coordination.CoordinationCall;
import dev.coordination.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call.
 *
 * @param arguments snapshots, as is the result
 * @param thrown what was thrown, in words
 */
record TimelineCall(
        long sequence,
        Instant at,
        String handle,
        Operation operation,
        List<@Nullable Object> arguments,
        @Nullable Object result,
        @Nullable String thrown)
        implements TimelineEntry {

    static TimelineCall of(CoordinationCall call) {
        Throwable thrown = call.thrown();
        return new TimelineCall(
                call.sequence(),
                call.at(),
                call.handle(),
                call.operation(),
                snapshots(call.arguments()),
                Snapshot.of(call.result()),
                thrown == null ? null : Snapshot.inWords(thrown));
    }

    /** Most arguments need no copy, and then neither does their list. */
    private static List<@Nullable Object> snapshots(List<?> arguments) {
        for (Object argument : arguments) {
            if (Snapshot.of(argument) != argument) {
                List<@Nullable Object> copy = new ArrayList<>();
                arguments.forEach(each -> copy.add(Snapshot.of(each)));
                return copy;
            }
        }
        return Collections.<@Nullable Object>unmodifiableList(arguments);
    }

    @Override
    public boolean repeats(TimelineEntry other) {
        return other instanceof TimelineCall call
                && call.operation == operation
                && call.handle.equals(handle)
                && call.arguments.equals(arguments)
                && Objects.equals(call.result, result)
                && Objects.equals(call.thrown, thrown);
    }

    @Override
    public @Nullable Object ttlOf() {
        return gaveTtl() ? operation + " " + arguments.get(0) : null;
    }

    private boolean gaveTtl() {
        return operation.takesTtl()
                && thrown == null
                && !Boolean.FALSE.equals(result)
                && !Optional.empty().equals(result)
                && arguments.get(arguments.size() - 1) instanceof Duration;
    }

    @Override
    public Stream<String> lines(Instant start) {
        String inBrackets = arguments.stream().map(Snapshot::shown).collect(Collectors.joining(", ", "(", ")"));
        return Stream.of(Duration.between(start, at) + " handle " + handle + ": " + operation + inBrackets + outcome());
    }

    private String outcome() {
        if (thrown != null) {
            return " threw " + thrown;
        }
        return result == null ? "" : " = " + Snapshot.shown(result);
    }
}
