package com.example;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An adapter that wraps another one and adds up how long its operations take. */
public final class MeasuredCoordination {

    private final Map<Operation, Duration> total = new ConcurrentHashMap<>();

    /** Returns a handle whose operations are measured. */
    public DistributedCoordination measured(DistributedCoordination handle) {
        return ObservedCoordination.of(handle, "measured", Clock.systemUTC(), this::add);
    }

    private void add(CoordinationCall call) {
        total.merge(call.operation(), call.elapsed(), Duration::plus);
    }

    /** Returns how long all calls of an operation took. */
    public Duration total(Operation operation) {
        return total.getOrDefault(operation, Duration.ZERO);
    }
}
