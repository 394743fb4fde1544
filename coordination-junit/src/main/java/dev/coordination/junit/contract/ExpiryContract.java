// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key is present until its TTL has passed and absent from then on, for every operation: C-03. */
abstract class ExpiryContract extends ContractArea {

    private SharedCache cache() {
        return coordination.cache();
    }

    /** Sets {@code k}, verifies that it is present shortly before its TTL passes, and returns once the TTL has passed. */
    private SharedCache withExpiredKey(String value) {
        cache().set("k", bytes(value), units(4));
        time().advance(units(3));
        assertThat(cache().get("k")).as("shortly before the TTL passes").contains(bytes(value));
        time().advance(units(1));
        return cache();
    }

    @Test
    @Tag("C-03")
    void getTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").get("k")).isEmpty();
    }

    @Test
    @Tag("C-03")
    void existsTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").exists("k")).isFalse();
    }

    @Test
    @Tag("C-03")
    void ttlTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").ttl("k")).isEmpty();
    }

    @Test
    @Tag("C-03")
    void deleteTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").delete("k")).isFalse();
    }

    @Test
    @Tag("C-03")
    void deletingAnExpectedValueTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").delete("k", bytes("x"))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    @Test
    @Tag("C-03")
    void expireTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").expire("k", units(4))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    @Test
    @Tag("C-03")
    void replaceTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").replace("k", bytes("x"), bytes("y"))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    @Test
    @Tag("C-03")
    void setIfAbsentTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").setIfAbsent("k", bytes("y"), units(4))).isTrue();
        assertThat(cache().get("k")).contains(bytes("y"));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    @Test
    @Tag("C-03")
    void setIfAbsentWithoutATtlTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("x").setIfAbsent("k", bytes("y"))).isTrue();
        assertThat(cache().get("k")).contains(bytes("y"));
        assertThat(cache().ttl("k")).isEmpty();
    }

    @Test
    @Tag("C-03")
    void incrementTreatsAnExpiredKeyAsAbsent() {
        assertThat(withExpiredKey("5").increment("k", 1)).isEqualTo(1);
        assertThat(cache().ttl("k")).isEmpty();
    }

    @Test
    @Tag("C-03")
    void incrementIgnoresAnExpiredValueThatWasNotACounter() {
        assertThat(withExpiredKey("x").increment("k", 1, units(4))).isEqualTo(1);
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    @Test
    @Tag("C-03")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingTreatsAnExpiredKeyAsAbsent() {
        cache().set("stays", bytes("x"));

        assertThat(withExpiredKey("x").deleteMatching("*")).isEqualTo(1);
    }

    @Test
    @Tag("C-03")
    void everyOperationThatSetsATtlLetsTheKeyExpire() {
        cache().set("set", bytes("x"), units(4));
        cache().setIfAbsent("set if absent", bytes("x"), units(4));
        cache().set("expire", bytes("x"));
        cache().expire("expire", units(4));
        cache().increment("increment", 1, units(4));

        time().advance(units(3));
        for (String key : new String[] {"set", "set if absent", "expire", "increment"}) {
            assertThat(cache().exists(key)).as(key).isTrue();
        }
        time().advance(units(1));
        for (String key : new String[] {"set", "set if absent", "expire", "increment"}) {
            assertThat(cache().exists(key)).as(key).isFalse();
        }
    }
}
