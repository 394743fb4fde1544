// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.Capability;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Names that differ in one byte are different names, in every area: G-01. Similar values, payloads and metadata are tested
 * here, too.
 */
abstract class DistinctNamesContract extends ContractArea {

    /** The maximum number of bytes in a value, a payload, or a key or value of metadata. More would only take longer. */
    private static final int LONGEST = 64 * 1024;

    @Test
    @Tag("G-01")
    void similarKeysAreDifferent() {
        SharedCache cache = coordination.cache();
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            cache.set(pair.one(), bytes("1"));
            assertThat(cache.exists(pair.other())).as("%s", pair).isFalse();
            assertThat(cache.setIfAbsent(pair.other(), bytes("2")))
                    .as("%s", pair)
                    .isTrue();
            assertThat(cache.get(pair.one())).as("%s", pair).contains(bytes("1"));
            assertThat(cache.increment(pair.other(), 5)).as("%s", pair).isEqualTo(7);
            assertThat(cache.delete(pair.one())).as("%s", pair).isTrue();
            assertThat(cache.get(pair.other())).as("%s", pair).contains(bytes("7"));
            assertThat(cache.delete(pair.other())).as("%s", pair).isTrue();
        }
    }

    @Test
    @Tag("G-01")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aQuotedKeyMatchesNoSimilarKey() {
        SharedCache cache = coordination.cache();
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            String pattern = Patterns.quote(pair.one());
            if (bytes(pattern).length <= limits().patternBytes()) {
                cache.set(pair.one(), bytes("1"));
                cache.set(pair.other(), bytes("2"));
                assertThat(cache.deleteMatching(pattern)).as("%s", pair).isEqualTo(1);
                assertThat(cache.delete(pair.other())).as("%s", pair).isTrue();
            }
        }
    }

    @Test
    @Tag("G-01")
    @RequiresCapability(Capability.PUBSUB)
    void similarChannelsAreDifferent() {
        boolean exact = has(Capability.EXACT_RECEIVER_COUNT);
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            try (Subscription subscription = coordination.pubSub().subscribe(pair.one())) {
                long none = coordination.pubSub().publish(pair.other(), bytes("2"));
                long one = coordination.pubSub().publish(pair.one(), bytes("1"));
                assertThat(exact ? none : 0).as("%s", pair).isZero();
                assertThat(exact ? one : 1).as("%s", pair).isEqualTo(1);
                assertThat(background.within(() -> subscription.next(background.patience())))
                        .as("%s", pair)
                        .contains(Message.onChannel(pair.one(), bytes("1")));
            }
        }
    }

    @Test
    @Tag("G-01")
    void similarElectionsAreDifferent() {
        LeaderElection elections = coordination.leaderElection();
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            Leadership held = elections.tryAcquire(pair.one(), "n", units(60)).orElseThrow();
            assertThat(elections.currentLeader(pair.other())).as("%s", pair).isEmpty();
            assertThat(elections.tryAcquire(pair.other(), "m", units(60)))
                    .as("%s", pair)
                    .isPresent();
            assertThat(elections.release(pair.other(), "m")).as("%s", pair).isTrue();
            assertThat(elections.currentLeader(pair.one())).as("%s", pair).contains(held);
            assertThat(elections.release(held)).as("%s", pair).isTrue();
        }
    }

    @Test
    @Tag("G-01")
    void similarCandidatesAreDifferent() {
        LeaderElection elections = coordination.leaderElection();
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            Leadership held = elections.tryAcquire("e", pair.one(), units(60)).orElseThrow();
            Leadership other = new Leadership("e", pair.other(), held.fencingToken());
            assertThat(elections.tryAcquire("e", pair.other(), units(60)))
                    .as("%s", pair)
                    .isEmpty();
            assertThat(elections.renew(other, units(60))).as("%s", pair).isFalse();
            assertThat(elections.release(other)).as("%s", pair).isFalse();
            assertThat(elections.release("e", pair.other())).as("%s", pair).isFalse();
            assertThat(elections.currentLeader("e")).as("%s", pair).contains(held);
            assertThat(elections.release("e", pair.one())).as("%s", pair).isTrue();
        }
    }

    @Test
    @Tag("G-01")
    void similarNodesAreDifferent() {
        ClusterMembership cluster = coordination.clusterMembership();
        for (NamePair pair : NamePair.all(limits().nameBytes())) {
            cluster.register(pair.one(), Map.of("it", "1"), units(60));
            assertThat(cluster.metadata(pair.other())).as("%s", pair).isEmpty();
            assertThat(cluster.heartbeat(pair.other(), units(60)))
                    .as("%s", pair)
                    .isFalse();
            assertThat(cluster.deregister(pair.other())).as("%s", pair).isFalse();
            cluster.register(pair.other(), Map.of("it", "2"), units(60));
            assertThat(cluster.members())
                    .as("%s", pair)
                    .isEqualTo(Map.of(pair.one(), Map.of("it", "1"), pair.other(), Map.of("it", "2")));
            assertThat(cluster.deregister(pair.one())).as("%s", pair).isTrue();
            assertThat(cluster.activeNodes()).as("%s", pair).containsExactly(pair.other());
            assertThat(cluster.deregister(pair.other())).as("%s", pair).isTrue();
        }
    }

    @Test
    @Tag("C-13")
    void replaceDistinguishesSimilarValues() {
        SharedCache cache = coordination.cache();
        for (NamePair pair : NamePair.all(Math.min(LONGEST, limits().valueBytes()))) {
            cache.set("k", pair.oneAsBytes());
            assertThat(cache.replace("k", pair.otherAsBytes(), bytes("x")))
                    .as("%s", pair)
                    .isFalse();
            assertThat(cache.replace("k", pair.oneAsBytes(), pair.otherAsBytes()))
                    .as("%s", pair)
                    .isTrue();
            assertThat(cache.get("k")).as("%s", pair).contains(pair.otherAsBytes());
        }
    }

    @Test
    @Tag("C-15")
    void deleteDistinguishesSimilarValues() {
        SharedCache cache = coordination.cache();
        for (NamePair pair : NamePair.all(Math.min(LONGEST, limits().valueBytes()))) {
            cache.set("k", pair.oneAsBytes());
            assertThat(cache.delete("k", pair.otherAsBytes())).as("%s", pair).isFalse();
            assertThat(cache.get("k")).as("%s", pair).contains(pair.oneAsBytes());
            assertThat(cache.delete("k", pair.oneAsBytes())).as("%s", pair).isTrue();
        }
    }

    @Test
    @Tag("S-05")
    @RequiresCapability(Capability.PUBSUB)
    void similarPayloadsArriveUnchanged() {
        Subscription subscription = coordination.pubSub().subscribe("c");
        for (NamePair pair : NamePair.all(Math.min(LONGEST, limits().payloadBytes()))) {
            for (byte[] payload : new byte[][] {pair.oneAsBytes(), pair.otherAsBytes()}) {
                coordination.pubSub().publish("c", payload);
                assertThat(background.within(() -> subscription.next(background.patience())))
                        .as("%s", pair)
                        .contains(Message.onChannel("c", payload));
            }
        }
    }

    @Test
    @Tag("M-05")
    void similarMetadataIsReturnedUnchanged() {
        ClusterMembership cluster = coordination.clusterMembership();
        for (NamePair pair : NamePair.all(Math.min(LONGEST, limits().metadataBytes() / 8))) {
            Map<String, String> metadata = Map.of(pair.one(), pair.other(), pair.other(), pair.one());
            cluster.register("n", metadata, units(60));
            assertThat(cluster.metadata("n")).as("%s", pair).contains(metadata);
        }
    }
}
