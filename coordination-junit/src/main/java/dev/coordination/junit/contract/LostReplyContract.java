// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Writes whose reply is lost: G-06. The backend has executed the write, but the caller does not know that. An adapter
 * that sends the write again executes it twice, or returns a result as if nothing had happened.
 */
abstract class LostReplyContract extends ContractArea {

    /** Makes a write on a handle that loses the reply, and then a read, which must not make the adapter send the write again. */
    private void loseReply(String what, Consumer<DistributedCoordination> write) {
        DistributedCoordination losing = connectLosingReply();
        assertThatThrownBy(() -> background.within(() -> {
                    write.accept(losing);
                    return null;
                }))
                .as("%s, whose reply was lost", what)
                .isInstanceOf(CoordinationUnavailableException.class);
        assertThat(losing.cache().exists("another key"))
                .as("a call after %s, whose reply was lost", what)
                .isFalse();
    }

    private SharedCache cache() {
        return coordination.cache();
    }

    @Test
    @Tag("G-06")
    void anIncrementWhoseReplyIsLostIsNotRepeated() {
        cache().set("counter", bytes("5"));

        loseReply("increment", handle -> handle.cache().increment("counter", 1));
        loseReply("increment with a TTL", handle -> handle.cache().increment("new", 1, units(4)));
        loseReply("increment by a negative delta", handle -> handle.cache().increment("negative", -3));

        assertThat(cache().get("counter")).contains(bytes("6"));
        assertThat(cache().get("new")).contains(bytes("1"));
        assertThat(cache().ttl("new")).isPresent();
        assertThat(cache().get("negative")).contains(bytes("-3"));
    }

    @Test
    @Tag("G-06")
    void aWriteOfAValueWhoseReplyIsLostIsNotRepeated() {
        cache().set("replaced", bytes("old"));
        cache().set("expiring", bytes("x"));

        loseReply("set", handle -> handle.cache().set("set", bytes("x")));
        loseReply("set with a TTL", handle -> handle.cache().set("set with a TTL", bytes("x"), units(4)));
        loseReply("setIfAbsent", handle -> handle.cache().setIfAbsent("created", bytes("x")));
        loseReply("setIfAbsent with a TTL", handle -> handle.cache().setIfAbsent("lease", bytes("x"), units(4)));
        loseReply("replace", handle -> handle.cache().replace("replaced", bytes("old"), bytes("x")));
        loseReply("expire", handle -> handle.cache().expire("expiring", units(4)));

        for (String key : new String[] {"set", "set with a TTL", "created", "lease", "replaced", "expiring"}) {
            assertThat(cache().get(key)).as(key).contains(bytes("x"));
        }
        assertThat(cache().ttl("set with a TTL")).isPresent();
        assertThat(cache().ttl("lease")).isPresent();
        assertThat(cache().ttl("expiring")).isPresent();
    }

    /** An adapter that mistakes such a write for a read repeats it. */
    @Test
    @Tag("G-06")
    void aWriteThatChangesNothingIsNotRepeatedEither() {
        cache().set("counter", bytes("5"), units(8));
        cache().set("value", bytes("x"), units(8));
        coordination.clusterMembership().register("n", Map.of(), units(8));

        loseReply("increment of an absent key by 0", handle -> handle.cache().increment("new", 0));
        loseReply(
                "increment of an absent key by 0 with a TTL",
                handle -> handle.cache().increment("new too", 0, units(8)));
        loseReply("increment by 0", handle -> handle.cache().increment("counter", 0));
        loseReply("increment by 0 with a TTL", handle -> handle.cache().increment("counter", 0, units(8)));
        loseReply("replace of a value by itself", handle -> handle.cache().replace("value", bytes("x"), bytes("x")));
        loseReply("set of the same value", handle -> handle.cache().set("value", bytes("x"), units(8)));
        loseReply("expire with the same TTL", handle -> handle.cache().expire("value", units(8)));
        loseReply("set of an empty value", handle -> handle.cache().set("empty", new byte[0]));
        loseReply("setIfAbsent of an empty value", handle -> handle.cache().setIfAbsent("empty too", new byte[0]));
        loseReply(
                "register of the same node",
                handle -> handle.clusterMembership().register("n", Map.of(), units(8)));

        for (String key : List.of("new", "new too")) {
            assertThat(cache().get(key)).as("cache.get(%s)", key).contains(bytes("0"));
        }
        for (String key : List.of("empty", "empty too")) {
            assertThat(cache().get(key)).as("cache.get(%s)", key).contains(new byte[0]);
        }
        assertThat(cache().get("counter")).as("cache.get").contains(bytes("5"));
        assertThat(cache().get("value")).as("cache.get").contains(bytes("x"));
        assertThat(coordination.clusterMembership().members())
                .as("clusterMembership.members")
                .isEqualTo(Map.of("n", Map.of()));
    }

    @Test
    @Tag("G-06")
    void aDeletionWhoseReplyIsLostIsNotRepeated() {
        cache().set("a", bytes("x"));
        cache().set("b", bytes("x"));

        loseReply("delete", handle -> handle.cache().delete("a"));
        loseReply("delete of an expected value", handle -> handle.cache().delete("b", bytes("x")));

        assertThat(cache().exists("a")).isFalse();
        assertThat(cache().exists("b")).isFalse();
    }

    /** Only one key matches, because a deletion that takes several steps may lose the reply to the first. */
    @Test
    @Tag("G-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aDeletionByPatternWhoseReplyIsLostIsNotRepeated() {
        cache().set("a1", bytes("x"));
        cache().set("b", bytes("x"));

        loseReply("deleteMatching", handle -> handle.cache().deleteMatching("a*"));

        assertThat(cache().exists("a1")).isFalse();
        assertThat(cache().exists("b")).isTrue();
    }

    @Test
    @Tag("G-06")
    void anElectionCallWhoseReplyIsLostIsNotRepeated() {
        loseReply("tryAcquire", handle -> handle.leaderElection().tryAcquire("e", "n", units(4)));
        Leadership held = coordination.leaderElection().currentLeader("e").orElseThrow();
        assertThat(held.nodeId()).isEqualTo("n");

        loseReply("tryAcquire by the holder", handle -> handle.leaderElection().tryAcquire("e", "n", units(4)));
        loseReply("renew", handle -> handle.leaderElection().renew(held, units(4)));
        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);

        loseReply("release", handle -> handle.leaderElection().release(held));
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();

        coordination.leaderElection().tryAcquire("e", "n", units(4));
        loseReply("release by node", handle -> handle.leaderElection().release("e", "n"));
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
    }

    @Test
    @Tag("G-06")
    void aMembershipCallWhoseReplyIsLostIsNotRepeated() {
        loseReply("register", handle -> handle.clusterMembership().register("n", Map.of("a", "b"), units(4)));
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));

        loseReply("heartbeat", handle -> handle.clusterMembership().heartbeat("n", units(4)));
        assertThat(coordination.clusterMembership().members()).isEqualTo(Map.of("n", Map.of("a", "b")));

        loseReply("deregister", handle -> handle.clusterMembership().deregister("n"));
        assertThat(coordination.clusterMembership().activeNodes()).isEmpty();
    }

    /**
     * The message arrives only once, even after a later message: an adapter might send the first one again along with
     * it.
     */
    @Test
    @Tag("G-06")
    @RequiresCapability(Capability.PUBSUB)
    void aMessageIsPublishedOnceEvenIfTheReplyIsLost() throws Exception {
        Subscription subscription = coordination.pubSub().subscribe("c");

        loseReply("publish", handle -> handle.pubSub().publish("c", bytes("once")));
        loseReply("publish of an empty message", handle -> handle.pubSub().publish("c", new byte[0]));
        coordination.pubSub().publish("c", bytes("last"));

        for (String text : new String[] {"once", "", "last"}) {
            assertThat(background
                            .within(() -> subscription.next(background.patience()))
                            .orElseThrow()
                            .text())
                    .isEqualTo(text);
        }
    }
}
