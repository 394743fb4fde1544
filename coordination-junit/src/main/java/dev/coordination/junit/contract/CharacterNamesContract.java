// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.Patterns;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Names that contain every ASCII character, and characters of every length in UTF-8: they stay distinct, and are
 * returned unchanged. All of them are used at once, so that any two that an adapter confuses collide.
 */
abstract class CharacterNamesContract extends ContractArea {

    private static final List<String> NAMES = CharacterNames.ALL;

    /** The size of the largest entry of metadata: two names of six bytes. */
    private static final int BYTES_OF_AN_ENTRY = 12;

    private static String shown(String name) {
        return Arguments.quoted(name);
    }

    private static byte[] value(int number) {
        return bytes(Integer.toString(number));
    }

    @Test
    @Tag("G-01")
    void keysThatDifferInAnyOneCharacterAreDistinct() {
        SharedCache cache = coordination.cache();
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(cache.setIfAbsent(NAMES.get(i), value(i)))
                    .as("cache.setIfAbsent(%s), for a key that was not set before", shown(NAMES.get(i)))
                    .isTrue();
        }
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(cache.get(NAMES.get(i)))
                    .as("cache.get(%s)", shown(NAMES.get(i)))
                    .contains(value(i));
        }
        for (String name : NAMES) {
            assertThat(cache.delete(name)).as("cache.delete(%s)", shown(name)).isTrue();
        }
    }

    /** Neither other names with the same characters nor the same names without them are matched. */
    @Test
    @Tag("C-06")
    @Tag("P-05")
    @Tag("P-07")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void aQuotedKeyMatchesOnlyItselfWhateverItsCharacters() {
        SharedCache cache = coordination.cache();
        for (List<String> group : CharacterNames.GROUPS) {
            group.forEach(name -> cache.set(name, bytes("x")));
            for (String name : group) {
                assertThat(cache.deleteMatching(Patterns.quote(name)))
                        .as("cache.deleteMatching(%s), which matches one key", shown(Patterns.quote(name)))
                        .isEqualTo(1);
                assertThat(cache.exists(name))
                        .as("cache.exists(%s) after cache.deleteMatching", shown(name))
                        .isFalse();
            }
        }
    }

    @Test
    @Tag("G-01")
    @Tag("L-06")
    void electionsThatDifferInAnyOneCharacterAreDistinct() {
        LeaderElection elections = coordination.leaderElection();
        List<Leadership> terms = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            terms.add(won(elections, NAMES.get(i), "node " + i));
        }
        for (Leadership term : terms) {
            assertThat(elections.currentLeader(term.election()))
                    .as("leaderElection.currentLeader(%s)", shown(term.election()))
                    .contains(term);
            assertThat(elections.release(term))
                    .as("leaderElection.release of the term of %s", shown(term.election()))
                    .isTrue();
        }
    }

    private Leadership won(LeaderElection elections, String election, String node) {
        var won = elections.tryAcquire(election, node, lasting());
        assertThat(won)
                .as("leaderElection.tryAcquire(%s, %s) of a free election", shown(election), shown(node))
                .isPresent();
        Leadership term = won.orElseThrow();
        assertThat(List.of(term.election(), term.nodeId()))
                .as("the names in what leaderElection.tryAcquire(%s, %s) returned", shown(election), shown(node))
                .containsExactly(election, node);
        return term;
    }

    @Test
    @Tag("G-01")
    @Tag("L-06")
    void candidatesThatDifferInAnyOneCharacterAreDistinct() {
        LeaderElection elections = coordination.leaderElection();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            Leadership term = won(elections, "e", name);
            List<String> others = new ArrayList<>(List.of(NAMES.get((i + 1) % NAMES.size())));
            if (name.startsWith("a") && name.endsWith("b")) {
                others.addAll(CharacterNames.TAKEN_FOR);
            }
            others.removeIf(name::equals);
            for (String other : others) {
                assertThat(elections.tryAcquire("e", other, lasting()))
                        .as("leaderElection.tryAcquire by %s while %s leads", shown(other), shown(name))
                        .isEmpty();
            }
            assertThat(elections.release("e", others.get(0)))
                    .as("leaderElection.release by %s while %s leads", shown(others.get(0)), shown(name))
                    .isFalse();
            assertThat(elections.currentLeader("e"))
                    .as("leaderElection.currentLeader while %s leads", shown(name))
                    .contains(term);
            assertThat(elections.release("e", name))
                    .as("leaderElection.release by %s, which leads", shown(name))
                    .isTrue();
        }
    }

    @Test
    @Tag("G-01")
    @Tag("M-01")
    void membersThatDifferInAnyOneCharacterAreDistinct() {
        ClusterMembership cluster = coordination.clusterMembership();
        Map<String, Map<String, String>> registered = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            registered.put(NAMES.get(i), Map.of("number", "" + i));
            cluster.register(NAMES.get(i), Map.of("number", "" + i), lasting());
        }

        Map<String, Map<String, String>> members = notNull(cluster.members(), "clusterMembership.members");
        Set<String> active = notNull(cluster.activeNodes(), "clusterMembership.activeNodes");

        registered.forEach((node, metadata) -> {
            assertThat(members.get(node))
                    .as("what clusterMembership.members returned for %s", shown(node))
                    .isEqualTo(metadata);
            assertThat(active.contains(node))
                    .as("whether clusterMembership.activeNodes contains %s", shown(node))
                    .isTrue();
        });
        assertThat(List.of(members.size(), active.size()))
                .as("how many nodes clusterMembership.members and clusterMembership.activeNodes returned")
                .containsExactly(NAMES.size(), NAMES.size());
        for (String node : NAMES) {
            assertThat(cluster.deregister(node))
                    .as("clusterMembership.deregister(%s)", shown(node))
                    .isTrue();
        }
    }

    /** Uses each name as a key and as a value. */
    @Test
    @Tag("M-05")
    void metadataIsReturnedUnchangedWhateverItsCharacters() {
        int each = Math.min(NAMES.size(), limits().metadataBytes() / BYTES_OF_AN_ENTRY);
        for (int from = 0; from < NAMES.size(); from += each) {
            Map<String, String> metadata = new HashMap<>();
            for (int i = from; i < Math.min(NAMES.size(), from + each); i++) {
                metadata.put(NAMES.get(i), NAMES.get(NAMES.size() - 1 - i));
            }
            coordination.clusterMembership().register("n", metadata, lasting());

            Map<String, String> read = coordination
                    .clusterMembership()
                    .metadata("n")
                    .orElseThrow(() -> new AssertionError(
                            "clusterMembership.metadata should have returned the metadata of \"n\", but was empty"));

            metadata.forEach((key, value) -> assertThat(read.get(key))
                    .as("what clusterMembership.metadata returned for %s", shown(key))
                    .isEqualTo(value));
            assertThat(read.size())
                    .as("how many entries clusterMembership.metadata returned")
                    .isEqualTo(metadata.size());
        }
    }
}
