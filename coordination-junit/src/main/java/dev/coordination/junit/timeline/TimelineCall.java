// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import dev.coordination.CoordinationCall;
import dev.coordination.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call in a timeline.
 *
 * @param arguments snapshots of the arguments
 * @param result a snapshot of the result
 * @param thrown the exception, as text; null if none was thrown
 * @param fingerprint a hash of the operation and its first argument, such as the key; hashing everything costs more
 *     than it saves
 */
record TimelineCall(
        long sequence,
        Instant at,
        String handle,
        Operation operation,
        @Nullable Object[] arguments,
        @Nullable Object result,
        @Nullable String thrown,
        int fingerprint)
        implements TimelineEntry {

    /** The key, election or node whose TTL was set, and the operation that set it. */
    private record Receiver(Operation operation, @Nullable Object name) {}

    static TimelineCall of(CoordinationCall call) {
        Throwable thrown = call.thrown();
        @Nullable Object[] arguments = snapshots(call.arguments());
        Object result = Snapshot.of(call.result());
        return new TimelineCall(
                call.sequence(),
                call.at(),
                call.handle(),
                call.operation(),
                arguments,
                result,
                thrown == null ? null : Snapshot.asText(thrown),
                31 * call.operation().ordinal() + (arguments.length == 0 ? 0 : Objects.hashCode(arguments[0])));
    }

    private static @Nullable Object[] snapshots(List<?> arguments) {
        @Nullable Object[] snapshots = new Object[arguments.size()];
        for (int i = 0; i < snapshots.length; i++) {
            snapshots[i] = Snapshot.of(arguments.get(i));
        }
        return snapshots;
    }

    @Override
    public boolean repeats(TimelineEntry other) {
        return other instanceof TimelineCall call
                && call.operation == operation
                && Objects.equals(call.result, result)
                && Arrays.equals(call.arguments, arguments)
                && call.handle.equals(handle)
                && Objects.equals(call.thrown, thrown);
    }

    @Override
    public @Nullable Object ttlOf() {
        return gaveTtl() ? new Receiver(operation, arguments[0]) : null;
    }

    private boolean gaveTtl() {
        return operation.takesTtl()
                && thrown == null
                && !Boolean.FALSE.equals(result)
                && !Optional.empty().equals(result)
                && arguments[arguments.length - 1] instanceof Duration;
    }

    @Override
    public Stream<String> lines(Instant start) {
        return Stream.of(Duration.between(start, at) + " handle " + handle + ": " + inWords() + outcome());
    }

    /** Returns the operation and its arguments. */
    String inWords() {
        return operation + Arrays.stream(arguments).map(Snapshot::shown).collect(Collectors.joining(", ", "(", ")"));
    }

    private String outcome() {
        if (thrown != null) {
            return " threw " + thrown;
        }
        return result == null ? "" : " = " + Snapshot.shown(result);
    }
}
