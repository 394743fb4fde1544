// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Operation;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.memory.MemoryBackend;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that a timeline keeps only small copies of calls, and no objects that belong to the test. */
class TimelineMemoryTest {

    /** A size that no entry may reach. The names and payloads in this test are at least as long. */
    private static final int TOO_MUCH = 5_000;

    private static final String LONG = "n".repeat(TOO_MUCH);
    private static final byte[] PAYLOAD = new byte[16 << 20];

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            Instant.class, Duration.class, Boolean.class, Long.class, Integer.class, Operation.class, Leadership.class);

    /** Returns the number of bytes and characters that an entry keeps. Fails if it keeps any other kind of object. */
    private static int size(Object kept) {
        if (kept == null || IMMUTABLE.contains(kept.getClass())) {
            return kept instanceof Leadership term
                    ? term.election().length() + term.nodeId().length()
                    : 0;
        }
        if (kept instanceof byte[] bytes) {
            return bytes.length;
        }
        if (kept instanceof String text) {
            return text.length();
        }
        if (kept instanceof Optional<?> optional) {
            return optional.map(TimelineMemoryTest::size).orElse(0);
        }
        if (kept instanceof Object[] several) {
            return Arrays.stream(several).mapToInt(TimelineMemoryTest::size).sum();
        }
        assertThat(kept.getClass()).as("class of a kept object").matches(Class::isRecord, "is a record");
        assertThat(kept.getClass().getPackage()).as("%s", kept.getClass()).isEqualTo(Timeline.class.getPackage());
        int size = 0;
        for (RecordComponent component : kept.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                size += size(component.getAccessor().invoke(kept));
            } catch (ReflectiveOperationException e) {
                fail("cannot read " + component, e);
            }
        }
        return size;
    }

    @Test
    void everyEntryIsSmall() throws Exception {
        List<CoordinationCall> calls = new ArrayList<>();
        try (MemoryBackend backend = MemoryBackend.builder()
                .listenerExecutor(Runnable::run)
                .onListenerError(thrown -> {})
                .onCall(calls::add)
                .build()) {
            callEveryOperation(backend);
        }

        assertThat(calls).extracting(CoordinationCall::operation).containsAll(EnumSet.allOf(Operation.class));
        for (CoordinationCall call : calls) {
            assertThat(size(TimelineCall.of(call)))
                    .as("size of %s", call.operation())
                    .isLessThan(TOO_MUCH);
        }
    }

    /** Uses names and payloads far longer than those of an ordinary test. */
    private static void callEveryOperation(MemoryBackend backend) throws InterruptedException {
        DistributedCoordination handle = backend.connect();
        handle.cache().set(LONG, PAYLOAD);
        handle.cache().set(LONG, PAYLOAD, ofSeconds(9));
        handle.cache().get(LONG);
        handle.cache().setIfAbsent(LONG, PAYLOAD, ofSeconds(9));
        handle.cache().replace(LONG, PAYLOAD, PAYLOAD);
        handle.cache().exists(LONG);
        handle.cache().ttl(LONG);
        handle.cache().expire(LONG, ofSeconds(9));
        Throwable refused = catchThrowable(() -> handle.cache().increment(LONG, 2));
        handle.cache().delete(LONG);
        handle.cache().deleteMatching("n".repeat(1_000));
        MessageListener listener = new MessageListener() {
            @Override
            public void onMessage(Message message) {
                throw new IllegalStateException(LONG);
            }
        };
        Subscription subscription = handle.pubSub().subscribe(channels());
        handle.pubSub().subscribe(channels(), listener);
        handle.pubSub().publish(LONG + 1, PAYLOAD);
        handle.pubSub().publish(LONG + 2, PAYLOAD);
        subscription.pending();
        subscription.poll();
        subscription.next(ofSeconds(1));
        subscription.close();
        Leadership term =
                handle.leaderElection().tryAcquire(LONG, LONG, ofSeconds(9)).orElseThrow();
        handle.leaderElection().renew(term, ofSeconds(9));
        handle.leaderElection().currentLeader(LONG);
        handle.leaderElection().release(term);
        handle.leaderElection().release(LONG, LONG);
        Map<String, String> metadata =
                IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> LONG + i, i -> LONG));
        handle.clusterMembership().register(LONG, metadata, ofSeconds(9));
        handle.clusterMembership().heartbeat(LONG, ofSeconds(9));
        handle.clusterMembership().activeNodes();
        handle.clusterMembership().members();
        handle.clusterMembership().metadata(LONG);
        handle.clusterMembership().deregister(LONG);
        backend.disconnect(handle);
        backend.reconnect(handle);
        handle.close();
        assertThat(refused).isNotNull();
    }

    private static List<Topic> channels() {
        return IntStream.range(0, 100).mapToObj(i -> Topic.channel(LONG + i)).toList();
    }
}
