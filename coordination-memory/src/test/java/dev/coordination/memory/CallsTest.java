// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import dev.coordination.CoordinationCall;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.NotACounterException;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests how a backend reports the calls on its handles. */
class CallsTest {

    private static final byte[] VALUE = "v".getBytes(UTF_8);

    private final List<CoordinationCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final MemoryBackend backend = MemoryBackend.builder()
            .listenerExecutor(Runnable::run)
            .onListenerError(thrown -> {})
            .onCall(calls::add)
            .build();
    private final DistributedCoordination handle = backend.connect("node-a");

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void everyOperationIsReported() throws Exception {
        handle.cache().set("k", VALUE);
        handle.cache().set("k", VALUE, ofSeconds(9));
        handle.cache().get("k");
        handle.cache().setIfAbsent("k", VALUE);
        handle.cache().setIfAbsent("k", VALUE, ofSeconds(9));
        handle.cache().replace("k", VALUE, VALUE);
        handle.cache().exists("k");
        handle.cache().ttl("k");
        handle.cache().expire("k", ofSeconds(9));
        handle.cache().delete("k", new byte[0]);
        handle.cache().delete("k");
        handle.cache().increment("n", 2);
        handle.cache().increment("n", 3, ofSeconds(9));
        handle.cache().deleteMatching("n*");
        Subscription subscription = handle.pubSub().subscribe("news");
        handle.pubSub().subscribe(List.of(Topic.pattern("n*")), message -> {});
        handle.pubSub().publish("news", VALUE);
        subscription.pending();
        subscription.poll();
        subscription.next(ZERO);
        subscription.close();
        Leadership term =
                handle.leaderElection().tryAcquire("nightly", "a", ofSeconds(9)).orElseThrow();
        handle.leaderElection().renew(term, ofSeconds(9));
        handle.leaderElection().currentLeader("nightly");
        handle.leaderElection().release(term);
        handle.leaderElection().release("nightly", "a");
        handle.clusterMembership().register("a", Map.of(), ofSeconds(9));
        handle.clusterMembership().heartbeat("a", ofSeconds(9));
        handle.clusterMembership().activeNodes();
        handle.clusterMembership().members();
        handle.clusterMembership().metadata("a");
        handle.clusterMembership().deregister("a");
        backend.disconnect(handle);
        backend.reconnect(handle);
        handle.close();

        assertThat(calls).extracting(CoordinationCall::operation).contains(Operation.values());
        assertThat(calls)
                .extracting(call -> call.operation() + " " + call.arguments().size() + " " + call.result())
                .containsExactly(
                        "cache.set 2 null",
                        "cache.set 3 null",
                        "cache.get 1 " + calls.get(2).result(),
                        "cache.setIfAbsent 2 false",
                        "cache.setIfAbsent 3 false",
                        "cache.replace 3 true",
                        "cache.exists 1 true",
                        "cache.ttl 1 Optional[PT9S]",
                        "cache.expire 2 true",
                        "cache.delete 2 false",
                        "cache.delete 1 true",
                        "cache.increment 2 2",
                        "cache.increment 3 5",
                        "cache.deleteMatching 1 1",
                        "pubSub.subscribe 1 subscription to channel \"news\"",
                        "pubSub.subscribe 2 subscription to pattern \"n*\"",
                        "listener.onMessage 1 null",
                        "pubSub.publish 2 2",
                        "subscription.pending 0 1",
                        "subscription.poll 0 Optional[Message[channel=\"news\", payload=1 bytes]]",
                        "subscription.next 1 Optional.empty",
                        "subscription.close 0 null",
                        "leaderElection.tryAcquire 3 Optional[" + term + "]",
                        "leaderElection.renew 2 true",
                        "leaderElection.currentLeader 1 Optional[" + term + "]",
                        "leaderElection.release 1 true",
                        "leaderElection.release 2 false",
                        "clusterMembership.register 3 null",
                        "clusterMembership.heartbeat 2 true",
                        "clusterMembership.activeNodes 0 [a]",
                        "clusterMembership.members 0 {a={}}",
                        "clusterMembership.metadata 1 Optional[{}]",
                        "clusterMembership.deregister 1 true",
                        "listener.onEnd 1 null",
                        "disconnect 0 null",
                        "reconnect 0 null",
                        "close 0 null");
        assertThat(calls).extracting(CoordinationCall::handle).containsOnly("node-a");
        assertThat(calls).extracting(CoordinationCall::thrown).containsOnlyNulls();
    }

    @Test
    void aCallRecordsItsStartAndItsArguments() {
        backend.clock().advance(ofSeconds(5));
        handle.cache().set("k", VALUE, ofSeconds(9));

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.at()).isEqualTo(backend.clock().instant());
            assertThat(call.arguments()).containsExactly("k", VALUE, ofSeconds(9));
        });
    }

    @Test
    void anExceptionIsRecordedAndRethrown() {
        handle.cache().set("k", VALUE);
        calls.clear();

        assertThatExceptionOfType(NotACounterException.class)
                .isThrownBy(() -> handle.cache().increment("k", 1))
                .satisfies(thrown -> assertThat(calls).singleElement().satisfies(call -> {
                    assertThat(call.thrown()).isSameAs(thrown);
                    assertThat(call.result()).isNull();
                }));
    }

    @Test
    void aNullArgumentIsRecorded() {
        assertThatNullPointerException().isThrownBy(() -> handle.cache().get(null));

        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).containsExactly((Object) null));
    }

    @Test
    void sequenceNumbersOrderCallsByTheirStart() {
        Subscription subscription = handle.pubSub().subscribe(List.of(Topic.channel("news")), message -> {});
        handle.pubSub().publish("news", VALUE);

        assertThat(calls)
                .extracting(CoordinationCall::operation)
                .containsExactly(Operation.PUB_SUB_SUBSCRIBE, Operation.LISTENER_ON_MESSAGE, Operation.PUB_SUB_PUBLISH);
        CoordinationCall onMessage = calls.get(1);
        CoordinationCall publish = calls.get(2);
        assertThat(publish.sequence()).isLessThan(onMessage.sequence());
        assertThat(subscription).hasToString("subscription to channel \"news\"");
    }

    @Test
    void nextSequenceLiesBetweenEarlierAndLaterCalls() {
        handle.cache().exists("before");
        long between = ObservedCoordination.nextSequence();
        handle.cache().exists("after");

        assertThat(calls.get(0).sequence()).isLessThan(between);
        assertThat(calls.get(1).sequence()).isGreaterThan(between);
    }

    @Test
    void aCallRecordsItsDurationOnTheFakeClock() throws Exception {
        Subscription subscription = handle.pubSub().subscribe("news");
        backend.clock().during(ofSeconds(5), () -> subscription.next(ofSeconds(5)));
        handle.pubSub().publish("news", VALUE);

        assertThat(calls).extracting(CoordinationCall::elapsed).containsExactly(ZERO, ofSeconds(5), ZERO);
    }

    @Test
    void callsOnASubscriptionReferToThatSubscription() throws Exception {
        Subscription first = handle.pubSub().subscribe("news");
        Subscription second = handle.pubSub().subscribe(List.of(Topic.channel("news")), message -> {});
        Object firstResult = calls.get(0).result();
        Object secondResult = calls.get(1).result();
        calls.clear();

        handle.pubSub().publish("news", VALUE);
        first.pending();
        first.poll();
        first.next(ZERO);
        first.close();
        second.close();

        assertThat(calls)
                .extracting(CoordinationCall::operation, CoordinationCall::subscription)
                .containsExactly(
                        tuple(Operation.LISTENER_ON_MESSAGE, secondResult),
                        tuple(Operation.PUB_SUB_PUBLISH, null),
                        tuple(Operation.SUBSCRIPTION_PENDING, firstResult),
                        tuple(Operation.SUBSCRIPTION_POLL, firstResult),
                        tuple(Operation.SUBSCRIPTION_NEXT, firstResult),
                        tuple(Operation.SUBSCRIPTION_CLOSE, firstResult),
                        tuple(Operation.SUBSCRIPTION_CLOSE, secondResult));
    }

    @Test
    void anExceptionThrownByAListenerIsRecorded() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        List<Object> ends = new ArrayList<>();
        handle.pubSub().subscribe(List.of(Topic.channel("news")), new MessageListener() {
            @Override
            public void onMessage(Message message) {
                throw failure;
            }

            @Override
            public void onEnd(CoordinationException cause) {
                ends.add(cause);
                throw failure;
            }
        });
        calls.clear();

        handle.pubSub().publish("news", VALUE);
        backend.disconnect(handle);

        assertThat(calls)
                .extracting(CoordinationCall::operation, CoordinationCall::thrown)
                .containsExactly(
                        tuple(Operation.LISTENER_ON_MESSAGE, failure),
                        tuple(Operation.PUB_SUB_PUBLISH, null),
                        tuple(Operation.LISTENER_ON_END, failure),
                        tuple(Operation.DISCONNECT, null));
        assertThat(calls.get(0).arguments()).containsExactly(Message.onChannel("news", VALUE));
        assertThat(calls.get(2).arguments()).isEqualTo(ends);
    }

    @Test
    void aFailingCallListenerDoesNotAffectTheCaller() {
        List<Throwable> uncaught = new ArrayList<>();
        RuntimeException failure = new IllegalStateException("on purpose");
        try (MemoryBackend failing = MemoryBackend.builder()
                .onCall(call -> {
                    throw failure;
                })
                .build()) {
            Thread thread = Thread.currentThread();
            UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
            thread.setUncaughtExceptionHandler((where, thrown) -> {
                uncaught.add(thrown);
                throw new IllegalStateException("the handler fails too");
            });
            try {
                DistributedCoordination connected = failing.connect();
                connected.cache().set("k", VALUE);

                assertThat(connected.cache().increment("n", 2)).isEqualTo(2);
                assertThatExceptionOfType(NotACounterException.class)
                        .isThrownBy(() -> connected.cache().increment("k", 1));
            } finally {
                thread.setUncaughtExceptionHandler(before);
            }
        }

        assertThat(uncaught).containsExactly(failure, failure, failure);
    }

    /** A handle still belongs to its backend, no matter how many times it is observed. */
    @Test
    void aHandleObservedTwiceCanBeDisconnected() {
        List<Operation> outer = new ArrayList<>();
        DistributedCoordination observedTwice =
                ObservedCoordination.of(handle, "outer", backend.clock(), call -> outer.add(call.operation()));

        backend.disconnect(observedTwice);
        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> handle.cache().get("k"));
        backend.reconnect(observedTwice);

        assertThat(handle.cache().get("k")).isEmpty();
        assertThat(outer).containsExactly(Operation.DISCONNECT, Operation.RECONNECT);
        assertThat(calls)
                .extracting(CoordinationCall::operation)
                .containsExactly(Operation.DISCONNECT, Operation.CACHE_GET, Operation.RECONNECT, Operation.CACHE_GET);
        assertThat(calls).extracting(CoordinationCall::handle).containsOnly("node-a");
    }

    @Test
    void anObservedHandleCanBeDisconnected() {
        backend.disconnect(handle);

        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> handle.cache().get("k"))
                .withMessageStartingWith("in-memory handle node-a cannot reach its backend");
        assertThat(calls)
                .extracting(CoordinationCall::operation)
                .containsExactly(Operation.DISCONNECT, Operation.CACHE_GET);
    }

    @Test
    void handlesAreNumberedUnlessTheyAreNamed() {
        backend.connect().cache().exists("k");
        backend.connect("again").cache().exists("k");

        assertThat(calls).extracting(CoordinationCall::handle).containsExactly("2", "again");
        assertThat(backend.connect("again")).hasToString("in-memory handle again");
        assertThatNullPointerException().isThrownBy(() -> backend.connect(null)).withMessageContaining("name");
    }
}
