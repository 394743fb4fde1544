// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.NotACounterException;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example in docs/observing.md. */
@ExtendWith(ServerWithUri.class)
class MicrometerExampleTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private DistributedCoordination connect(URI uri, String namespace) {
        return RedisCoordination.builder(uri, namespace).onCall(this::record).build();
    }

    private void record(CoordinationCall call) {
        Throwable thrown = call.thrown();
        Timer.builder("coordination.calls")
                .tag("operation", call.operation().toString())
                .tag("exception", thrown == null ? "none" : thrown.getClass().getSimpleName())
                .register(registry)
                .record(call.elapsed());
    }

    @Test
    void recordsATimerForEveryCall(RedisServer server) {
        try (DistributedCoordination coordination = connect(server.uri(), "example-" + UUID.randomUUID())) {
            coordination.cache().set("rates", "1.08".getBytes(UTF_8));
            coordination.cache().get("rates");
            coordination.cache().get("rates");
            assertThatThrownBy(() -> coordination.cache().increment("rates", 1))
                    .isInstanceOf(NotACounterException.class);
            coordination.cache().delete("rates");
        }

        Timer get = registry.get("coordination.calls")
                .tags("operation", "cache.get", "exception", "none")
                .timer();
        assertThat(get.count()).isEqualTo(2);
        assertThat(get.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(registry.get("coordination.calls")
                        .tags("operation", "cache.increment", "exception", "NotACounterException")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
