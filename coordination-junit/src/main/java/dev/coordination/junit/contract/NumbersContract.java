// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of keys, increments, terms, elections, nodes and entries: C-06, C-07, L-03, L-04, L-08, M-05, M-06. */
abstract class NumbersContract extends NumbersArea {

    private static final List<Integer> NUMBERS = List.of(1, 2, 17, 100, 1_000, 10_001);

    /** The number of old terms, each of which is compared with the one that is held. */
    private static final int OLD_TERMS = 1_101;

    /** The size of the largest entry of metadata, such as {@code 7pr} with {@code 9}. */
    private static final int BYTES_OF_AN_ENTRY = 4;

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingDeletesAnyNumberOfKeys() {
        SharedCache cache = coordination.cache();
        forEachNumber(NUMBERS, number -> {
            cache.set("other", bytes("x"));
            for (int i = 0; i < number; i++) {
                cache.set("key " + i, bytes("x"));
            }
            assertThat(cache.deleteMatching("key *"))
                    .as("cache.deleteMatching of %s keys", number)
                    .isEqualTo((long) number);
            assertThat(cache.deleteMatching("*"))
                    .as("cache.deleteMatching of the only other key")
                    .isEqualTo(1);
        });
    }

    @Test
    @Tag("C-07")
    void aCounterCanBeIncrementedAnyNumberOfTimes() {
        SharedCache cache = coordination.cache();
        repeat(
                MANY,
                i -> assertThat(i % 2 == 0 ? cache.increment("k", 1) : cache.increment("k", 1, lasting()))
                        .as("cache.increment after %s others", i)
                        .isEqualTo(i + 1L));
    }

    @Test
    @Tag("L-04")
    void anyNumberOfTermsHaveIncreasingTokens() {
        LeaderElection elections = coordination.leaderElection();
        long[] last = {0};
        repeat(MANY, i -> {
            Leadership term = won(elections, "e", "node " + i % 3);
            assertThat(term.fencingToken())
                    .as("the token of the term that leaderElection.tryAcquire began after %s others", i)
                    .isGreaterThan(last[0]);
            last[0] = term.fencingToken();
            assertThat(elections.release(term))
                    .as("leaderElection.release of a term that is held")
                    .isTrue();
        });
    }

    /**
     * The tokens of the old terms have one or several digits, and some share their first, last or other digits with the
     * token of the last term.
     */
    @Test
    @Tag("L-03")
    void oldTermsCannotBeRenewedOrReleasedHoweverManyThereAre() {
        LeaderElection elections = coordination.leaderElection();
        List<Leadership> old = new ArrayList<>();
        repeat(OLD_TERMS, i -> {
            Leadership term = won(elections, "e", "node");
            elections.release(term);
            old.add(term);
        });
        Leadership held = won(elections, "e", "node");

        for (Leadership term : old) {
            assertThat(elections.renew(term, lasting()))
                    .as("leaderElection.renew of %s while %s is held", term, held)
                    .isFalse();
            assertThat(elections.release(term))
                    .as("leaderElection.release of %s while %s is held", term, held)
                    .isFalse();
        }
        assertThat(elections.currentLeader("e"))
                .as("leaderElection.currentLeader after old terms were renewed and released")
                .contains(held);
    }

    @Test
    @Tag("L-08")
    void anyNumberOfElectionsCanBeHeldAtOnce() {
        LeaderElection elections = coordination.leaderElection();
        List<Leadership> terms = new ArrayList<>();
        repeat(MANY, i -> terms.add(won(elections, "election " + i, "node")));
        for (int i = 0; i < terms.size(); i += 1 + terms.size() / 100) {
            assertThat(elections.currentLeader("election " + i))
                    .as("leaderElection.currentLeader of one of %s elections", terms.size())
                    .contains(terms.get(i));
        }
    }

    @Test
    @Tag("M-05")
    void metadataMayHaveAnyNumberOfEntries() {
        forEachNumber(NUMBERS, number -> {
            if (number * BYTES_OF_AN_ENTRY <= limits().metadataBytes()) {
                Map<String, String> metadata = new HashMap<>();
                for (int i = 0; i < number; i++) {
                    metadata.put(Integer.toString(i, 36), "" + i % 10);
                }
                coordination.clusterMembership().register("n", metadata, lasting());

                Optional<Map<String, String>> read =
                        otherHandle().clusterMembership().metadata("n");
                assertThat(read.map(Map::size))
                        .as("how many of %s entries clusterMembership.metadata returned", number)
                        .contains(number);
                assertThat(read.orElseThrow().equals(metadata))
                        .as("whether clusterMembership.metadata returned %s entries unchanged", number)
                        .isTrue();
            }
        });
    }

    @Test
    @Tag("M-06")
    void anyNumberOfNodesAreListed() {
        forEachNumber(NUMBERS, number -> {
            for (int i = 0; i < number; i++) {
                coordination.clusterMembership().register("node " + i, Map.of(), lasting());
            }
            assertThat(List.of(
                            coordination.clusterMembership().members().size(),
                            coordination.clusterMembership().activeNodes().size()))
                    .as(
                            "how many of %s nodes clusterMembership.members and clusterMembership.activeNodes returned",
                            number)
                    .containsExactly(number, number);
        });
    }
}
