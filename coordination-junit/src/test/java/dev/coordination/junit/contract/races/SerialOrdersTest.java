// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static dev.coordination.junit.contract.races.ElectionCalls.currentLeader;
import static dev.coordination.junit.contract.races.ElectionCalls.hold;
import static dev.coordination.junit.contract.races.ElectionCalls.release;
import static dev.coordination.junit.contract.races.ElectionCalls.renew;
import static dev.coordination.junit.contract.races.ElectionCalls.tryAcquire;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialOrdersTest {

    private static final Ttls TTLS = new Ttls(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(40));

    private static List<String> outcomes(Race race) {
        return SerialOrders.of(race, TTLS).stream().map(Outcome::toString).toList();
    }

    @Test
    void twoCallsHaveTwoOrders() {
        Race race = Race.between(CacheCalls.delete(), CacheCalls.delete())
                .after(CacheCalls.set(1))
                .then(CacheCalls.exists());

        assertThat(outcomes(race))
                .containsExactlyInAnyOrder("true and false, then false", "false and true, then false");
    }

    @Test
    void theCallsOfAThreadKeepTheirOrder() {
        Race race = Race.between(List.of(CacheCalls.set(1, Ttl.LONG)), List.of(CacheCalls.get(), CacheCalls.ttl()));

        assertThat(outcomes(race))
                .containsExactlyInAnyOrder(
                        "done and absent, no TTL", "done and absent, long TTL", "done and 1, long TTL");
    }

    @Test
    void entriesOfEarlierCallsMayHaveExpired() {
        Race race = Race.between(CacheCalls.setIfAbsent(2), CacheCalls.get());

        assertThat(outcomes(race.after(CacheCalls.set(1, Ttl.SHORT)))).containsExactly("false and 1");
        assertThat(outcomes(race.afterExpiryOf(CacheCalls.set(1, Ttl.SHORT))))
                .containsExactlyInAnyOrder("true and absent", "true and 2");
    }

    @Test
    void aUnitMayPassBeforeTheLaterCalls() {
        Race race = Race.between(renew(), release("b")).after(hold("a", Ttl.SHORT));

        assertThat(outcomes(race.then(currentLeader()))).containsExactly("true and false, then a in term 1");
        assertThat(outcomes(
                        Race.between(release("a"), tryAcquire("b", Ttl.SHORT)).thenAfterAUnit(currentLeader())))
                .containsExactlyInAnyOrder("false and b in term 1, then nobody");
    }

    @Test
    void onlyTheOrderOfTokensCounts() {
        Race race = Race.between(release(), tryAcquire("b"))
                .after(hold("a", Ttl.LONG))
                .then(currentLeader());

        assertThat(outcomes(race))
                .containsExactlyInAnyOrder("true and b in term 2, then b in term 2", "true and nobody, then nobody");
    }
}
