// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationCall;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Operation;
import dev.coordination.Topic;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests how a handle reports its calls. {@code ObservedCoordination} itself is tested with the in-memory adapter. */
@ExtendWith(RedisExtension.class)
class CallsTest {

    private final BlockingQueue<CoordinationCall> calls = new LinkedBlockingQueue<>();

    private CoordinationCall next() throws InterruptedException {
        CoordinationCall call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).as("a call within 10 seconds").isNotNull();
        return call;
    }

    @Test
    void everyCallIsReportedWithItsStartAndDuration(RestartableServer server) throws Exception {
        String namespace = RedisExtension.uniqueNamespace();
        Instant before = Instant.now();
        try (DistributedCoordination handle = RedisCoordination.builder(server.uri(), namespace)
                .onCall(calls::add)
                .build()) {
            handle.cache().increment("n", 2);
            handle.cache().delete("n");
        }

        CoordinationCall increment = next();
        assertThat(increment.operation()).isEqualTo(Operation.CACHE_INCREMENT);
        assertThat(increment.handle()).isEqualTo(namespace);
        assertThat(increment.arguments()).containsExactly("n", 2L);
        assertThat(increment.result()).isEqualTo(2L);
        assertThat(increment.at()).isBetween(before, Instant.now());
        assertThat(increment.elapsed()).isPositive();
        assertThat(next().operation()).isEqualTo(Operation.CACHE_DELETE);
        assertThat(next().operation()).isEqualTo(Operation.CLOSE);
        assertThat(calls).isEmpty();
    }

    @Test
    void anExceptionFromAMessageListenerIsReportedAndReachesTheErrorHandler(RestartableServer server) throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        BlockingQueue<Throwable> handled = new LinkedBlockingQueue<>();
        try (DistributedCoordination handle = RedisCoordination.builder(server.uri(), RedisExtension.uniqueNamespace())
                .onListenerError(handled::add)
                .onCall(call -> {
                    if (call.operation() == Operation.LISTENER_ON_MESSAGE) {
                        calls.add(call);
                    }
                })
                .build()) {
            handle.pubSub().subscribe(List.of(Topic.channel("news")), message -> {
                throw failure;
            });
            handle.pubSub().publish("news", "v".getBytes(UTF_8));

            assertThat(next().thrown()).isSameAs(failure);
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isSameAs(failure);
        }
    }

    @Test
    void aCallThatFindsNoServerIsReportedWithItsException() throws Exception {
        try (DistributedCoordination handle = RedisCoordination.builder(
                        URI.create("redis://localhost:1"), RedisExtension.uniqueNamespace())
                .onCall(calls::add)
                .build()) {
            assertThatThrownBy(() -> handle.clusterMembership().heartbeat("a", Duration.ofSeconds(1)))
                    .isInstanceOf(CoordinationUnavailableException.class);
        }

        CoordinationCall heartbeat = next();
        assertThat(heartbeat.thrown()).isInstanceOf(CoordinationUnavailableException.class);
        assertThat(heartbeat.result()).isNull();
    }
}
