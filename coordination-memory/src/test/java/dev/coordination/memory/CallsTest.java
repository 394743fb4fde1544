package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.NotACounterException;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a backend tells of the calls on its handles. */
class CallsTest {

    private static final byte[] VALUE = "v".getBytes(UTF_8);

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final MemoryBackend backend =
            MemoryBackend.builder().onCall(calls::add).build();
    private final DistributedCoordination handle = backend.connect("node-a");

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void everyOperationIsToldOf() throws Exception {
        handle.cache().set("k", VALUE);
        handle.cache().set("k", VALUE, ofSeconds(9));
        handle.cache().get("k");
        handle.cache().setIfAbsent("k", VALUE, ofSeconds(9));
        handle.cache().replace("k", VALUE, VALUE);
        handle.cache().exists("k");
        handle.cache().ttl("k");
        handle.cache().expire("k", ofSeconds(9));
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
        handle.cluster().register("a", Map.of(), ofSeconds(9));
        handle.cluster().heartbeat("a", ofSeconds(9));
        handle.cluster().activeNodes();
        handle.cluster().members();
        handle.cluster().metadata("a");
        handle.cluster().deregister("a");

        assertThat(calls)
                .extracting(call -> call.operation() + " " + call.arguments().size() + " " + call.result())
                .containsExactly(
                        "cache.set 2 null",
                        "cache.set 3 null",
                        "cache.get 1 " + calls.get(2).result(),
                        "cache.setIfAbsent 3 false",
                        "cache.replace 3 true",
                        "cache.exists 1 true",
                        "cache.ttl 1 Optional[PT9S]",
                        "cache.expire 2 true",
                        "cache.delete 1 true",
                        "cache.increment 2 2",
                        "cache.increment 3 5",
                        "cache.deleteMatching 1 1",
                        "pubSub.subscribe 1 subscription to channel news",
                        "pubSub.subscribe 2 subscription to pattern n*",
                        "pubSub.publish 2 2",
                        "subscription.pending 0 1",
                        "subscription.poll 0 Optional[Message[channel=news, payload=1 bytes]]",
                        "subscription.next 1 Optional.empty",
                        "subscription.close 0 null",
                        "leaderElection.tryAcquire 3 Optional[" + term + "]",
                        "leaderElection.renew 2 true",
                        "leaderElection.currentLeader 1 Optional[" + term + "]",
                        "leaderElection.release 1 true",
                        "leaderElection.release 2 false",
                        "cluster.register 3 null",
                        "cluster.heartbeat 2 true",
                        "cluster.activeNodes 0 [a]",
                        "cluster.members 0 {a={}}",
                        "cluster.metadata 1 Optional[{}]",
                        "cluster.deregister 1 true");
        assertThat(calls).extracting(Call::handle).containsOnly("node-a");
        assertThat(calls).extracting(Call::thrown).containsOnlyNulls();
    }

    @Test
    void aCallTellsWhenItBeganAndWhatItWasGiven() {
        backend.clock().advance(ofSeconds(5));
        handle.cache().set("k", VALUE, ofSeconds(9));

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.at()).isEqualTo(backend.clock().instant());
            assertThat(call.arguments()).containsExactly("k", VALUE, ofSeconds(9));
        });
    }

    @Test
    void whatACallThrowsIsToldAndThrown() {
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
    void aNullThatWasGivenIsTold() {
        assertThatNullPointerException().isThrownBy(() -> handle.cache().get(null));

        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).containsExactly((Object) null));
    }

    /** It is the backend's own handle still. */
    @Test
    void aHandleThatIsToldOfCanBeCutOff() {
        backend.disconnect(handle);

        assertThatExceptionOfType(CoordinationUnavailableException.class)
                .isThrownBy(() -> handle.cache().get("k"))
                .withMessageStartingWith("in-memory handle node-a cannot reach its backend");
        assertThat(calls).hasSize(1);
    }

    @Test
    void handlesAreNumberedUnlessTheyAreNamed() {
        backend.connect().cache().exists("k");
        backend.connect("again").cache().exists("k");

        assertThat(calls).extracting(Call::handle).containsExactly("2", "again");
        assertThat(backend.connect("again")).hasToString("in-memory handle again");
        assertThatNullPointerException().isThrownBy(() -> backend.connect(null)).withMessageContaining("name");
    }
}
