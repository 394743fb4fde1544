// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of handles, of subscriptions per handle, and of results: G-03, G-05, G-07, C-11. */
abstract class HandleNumbersContract extends NumbersArea {

    /** Numbers of handles. Each may need a connection. */
    private static final List<Integer> HANDLES = List.of(1, 2, 17, 101);

    /** Numbers of subscriptions of a handle. */
    private static final List<Integer> SUBSCRIPTIONS = List.of(1, 2, 17, 33, 65, 100, 257, 1_000);

    /** How often a key is written and read. */
    private static final int SOME = 1_001;

    /** One in this many subscriptions has a listener, which may need a thread. */
    private static final int LISTENS = 16;

    /** One in this many subscriptions is closed before its handle. */
    private static final int ENDS_EARLIER = 5;

    /** All handles are open at the same time. */
    @Test
    @Tag("G-07")
    void manyHandlesSeeTheSameData() {
        forEachNumber(HANDLES, number -> {
            String name = number + " handles";
            List<DistributedCoordination> handles = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                handles.add(connect());
            }
            for (DistributedCoordination handle : handles) {
                handle.cache().increment(name, 1);
            }
            Leadership term = won(handles.get(number - 1).leaderElection(), name, "n");
            handles.get(number - 1).clusterMembership().register("n", Map.of("number", "" + number), lasting());

            for (DistributedCoordination handle : handles) {
                assertThat(handle.cache().get(name))
                        .as("cache.get on one of %s handles that have incremented a counter", number)
                        .contains(bytes("" + number));
                assertThat(handle.leaderElection().currentLeader(name))
                        .as("leaderElection.currentLeader on one of %s handles", number)
                        .contains(term);
                assertThat(handle.clusterMembership().metadata("n"))
                        .as("clusterMembership.metadata on one of %s handles", number)
                        .contains(Map.of("number", "" + number));
            }
            handles.forEach(DistributedCoordination::close);
        });
    }

    /** Each handle is closed before the next one is opened. */
    @Test
    @Tag("G-05")
    @Tag("G-07")
    void handlesCanBeOpenedAndClosedAgainAndAgain() {
        coordination.cache().set("k", bytes("0"));
        Leadership term = won(coordination.leaderElection(), "e", "n");
        repeat(HANDLES.get(HANDLES.size() - 1), i -> {
            DistributedCoordination handle = connect();
            assertThat(handle.cache().increment("k", 1))
                    .as("cache.increment on a handle after %s others were closed", i)
                    .isEqualTo(i + 1);
            handle.close();
        });
        assertThat(coordination.leaderElection().currentLeader("e"))
                .as("leaderElection.currentLeader after many other handles were closed")
                .contains(term);
    }

    /** What a handle reads. */
    private record State(
            Optional<String> text,
            boolean exists,
            Optional<Leadership> leader,
            Map<String, Map<String, String>> members,
            Set<String> activeNodes) {

        static State readBy(DistributedCoordination handle, String name) {
            return new State(
                    handle.cache().get(name).map(value -> new String(value, UTF_8)),
                    handle.cache().exists(name),
                    handle.leaderElection().currentLeader(name),
                    handle.clusterMembership().members(),
                    handle.clusterMembership().activeNodes());
        }
    }

    private List<Consumer<DistributedCoordination>> changes(String name) {
        return List.of(
                handle -> {
                    handle.cache().setText(name, "one");
                    won(handle.leaderElection(), name, "node-1");
                    handle.clusterMembership().register("n", Map.of("zone", "a"), lasting());
                },
                handle -> {
                    handle.cache().setText(name, "two");
                    handle.leaderElection().release(name, "node-1");
                    won(handle.leaderElection(), name, "node-2");
                    handle.clusterMembership().register("n", Map.of("zone", "b"), lasting());
                },
                handle -> {
                    handle.cache().delete(name);
                    handle.leaderElection().release(name, "node-2");
                    handle.clusterMembership().deregister("n");
                });
    }

    /** No handle may remember what it has read, even if it makes no changes itself. */
    @Test
    @Tag("G-07")
    void eachOfManyHandlesSeesEveryChange() {
        forEachNumber(HANDLES, number -> {
            String name = number + " readers";
            List<DistributedCoordination> handles =
                    Stream.generate(this::connect).limit(number).toList();
            for (int round = 0; round < 2; round++) {
                for (Consumer<DistributedCoordination> change : changes(name)) {
                    change.accept(coordination);

                    State changed = State.readBy(coordination, name);
                    for (int i = 0; i < number; i++) {
                        assertThat(State.readBy(handles.get(i), name))
                                .as(
                                        "what cache.get, cache.exists, leaderElection.currentLeader,"
                                                + " clusterMembership.members and activeNodes returned on handle %s of %s",
                                        i + 1, number)
                                .isEqualTo(changed);
                    }
                }
            }
            handles.forEach(DistributedCoordination::close);
        });
    }

    @Test
    @Tag("G-03")
    void anyNumberOfResultsAreCopies() {
        byte[] value = bytes("value");
        coordination.cache().set("k", value);
        SharedCache reader = otherHandle().cache();
        repeat(MANY, i -> {
            Optional<byte[]> read = reader.get("k");
            assertThat(read)
                    .as("cache.get after the results of %s earlier calls were changed", i)
                    .contains(value);
            Arrays.fill(read.orElseThrow(), (byte) 'X');
        });
    }

    /** Some subscriptions have a listener, some have a pattern, and some are closed before the handle. */
    @Test
    @Tag("G-05")
    @RequiresCapability(Capability.PUBSUB)
    void closingAHandleEndsAnyNumberOfItsSubscriptions() {
        forEachNumber(SUBSCRIPTIONS, number -> {
            String channel = number + " subscriptions";
            DistributedCoordination closed = connect();
            List<Subscription> subscriptions = IntStream.range(0, number)
                    .mapToObj(i -> subscribed(closed.pubSub(), channel, i))
                    .toList();
            for (int i = 0; i < number; i += ENDS_EARLIER) {
                subscriptions.get(i).close();
            }

            closed.close();

            publishToNobody(coordination, channel, "x");
            for (int i = 0; i < number; i++) {
                if (!listens(i)) {
                    assertThatThrownBy(subscriptions.get(i)::poll)
                            .as("subscription.poll on one of %s subscriptions of a closed handle", number)
                            .isInstanceOf(CoordinationClosedException.class);
                }
            }
        });
    }

    private Subscription subscribed(PubSub pubSub, String channel, int number) {
        Topic topic = number % 3 == 2 && has(Capability.PATTERN_SUBSCRIPTIONS)
                ? Topic.pattern(channel + "*")
                : Topic.channel(channel);
        return listens(number) ? pubSub.subscribe(List.of(topic), message -> {}) : pubSub.subscribe(List.of(topic));
    }

    private static boolean listens(int number) {
        return number % LISTENS == LISTENS - 1;
    }

    /** This holds however often the handle has read the key before. */
    @Test
    @Tag("C-11")
    void aReadSeesTheLastWriteHoweverManyReadsWereMade() {
        SharedCache reader = otherHandle().cache();
        repeat(SOME, i -> {
            coordination.cache().set("k", bytes("" + i));
            assertThat(reader.get("k"))
                    .as("cache.get after cache.set, after %s earlier pairs of such calls", i)
                    .contains(bytes("" + i));
            assertThat(reader.exists("k")).as("cache.exists after cache.set").isTrue();
            coordination.cache().delete("k");
            assertThat(reader.exists("k")).as("cache.exists after cache.delete").isFalse();
        });
    }
}
