// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Queries that are repeated as soon as what they showed has expired: C-03, L-06, M-06. An answer that an adapter
 * remembers for some milliseconds must not outlive the expiry, even though nothing is written at that moment.
 */
abstract class QueriesAfterExpiryContract extends ContractArea {

    /** The number of rounds. There are many, since the machine may pause between a query and its repetition. */
    private static final int ROUNDS = 20;

    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneEvenForQueriesThatHaveJustSeenIt() {
        var cache = coordination.cache();
        Map<String, Supplier<Boolean>> queries = new LinkedHashMap<>();
        queries.put("cache.get", () -> cache.get("k").isPresent());
        queries.put("cache.exists", () -> cache.exists("k"));
        queries.put("cache.ttl", () -> cache.ttl("k").isPresent());

        assertGone(() -> cache.set("k", bytes("x"), units(1)), queries);
        assertGone(() -> cache.increment("k", 1, units(1)), queries);
    }

    @Test
    @Tag("L-06")
    void anExpiredTermIsOverEvenForQueriesThatHaveJustSeenIt() {
        var elections = coordination.leaderElection();

        assertGone(
                () -> elections.tryAcquire("e", "n", units(1)),
                Map.of(
                        "leaderElection.currentLeader",
                        () -> elections.currentLeader("e").isPresent()));
    }

    @Test
    @Tag("M-06")
    void anExpiredNodeIsGoneEvenForQueriesThatHaveJustSeenIt() {
        var members = coordination.clusterMembership();
        Map<String, Supplier<Boolean>> queries = new LinkedHashMap<>();
        queries.put("clusterMembership.activeNodes", () -> members.activeNodes().contains("n"));
        queries.put("clusterMembership.members", () -> members.members().containsKey("n"));
        queries.put("clusterMembership.metadata", () -> members.metadata("n").isPresent());

        assertGone(() -> members.register("n", Map.of("zone", "a"), units(1)), queries);
    }

    /** Verifies that none of the queries shows an entry after its expiry. */
    private void assertGone(Runnable create, Map<String, Supplier<Boolean>> queries) {
        Repetition.repeat(harness, time().takesRealTime() ? 1 : ROUNDS, round -> {
            create.run();
            queries.values().forEach(query -> {
                var unused = query.get();
            });

            time().advance(units(1));

            queries.forEach((name, query) -> assertThat(query.get())
                    .as("whether %s still showed an entry that it had shown just before it expired", name)
                    .isFalse());
        });
    }
}
