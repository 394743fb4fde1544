// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key is there until its TTL has passed and gone from then on, whichever operation asks: C-03. */
abstract class ExpiryContract extends ContractArea {

    private SharedCache cache() {
        return coordination.cache();
    }

    /** Sets {@code k}, looks shortly before its TTL has passed, and returns when it has. */
    private SharedCache withExpiredKey(String value) {
        cache().set("k", bytes(value), units(4));
        time().advance(units(3));
        assertThat(cache().get("k")).as("shortly before the TTL has passed").contains(bytes(value));
        time().advance(units(1));
        return cache();
    }

    /** Reading. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForGet() {
        assertThat(withExpiredKey("x").get("k")).isEmpty();
    }

    /** Asking whether it is there. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForExists() {
        assertThat(withExpiredKey("x").exists("k")).isFalse();
    }

    /** Asking for what is left. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForTtl() {
        assertThat(withExpiredKey("x").ttl("k")).isEmpty();
    }

    /** Deleting. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForDelete() {
        assertThat(withExpiredKey("x").delete("k")).isFalse();
    }

    /** Comparing and deleting. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForDeletingWhatIsExpected() {
        assertThat(withExpiredKey("x").delete("k", bytes("x"))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    /** Giving it a new TTL. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForExpire() {
        assertThat(withExpiredKey("x").expire("k", units(4))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    /** Replacing. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForReplace() {
        assertThat(withExpiredKey("x").replace("k", bytes("x"), bytes("y"))).isFalse();
        assertThat(cache().exists("k")).isFalse();
    }

    /** Creating. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForSetIfAbsent() {
        assertThat(withExpiredKey("x").setIfAbsent("k", bytes("y"), units(4))).isTrue();
        assertThat(cache().get("k")).contains(bytes("y"));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    /** Creating without a TTL. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForSetIfAbsentWithoutATtl() {
        assertThat(withExpiredKey("x").setIfAbsent("k", bytes("y"))).isTrue();
        assertThat(cache().get("k")).contains(bytes("y"));
        assertThat(cache().ttl("k")).isEmpty();
    }

    /** Incrementing. */
    @Test
    @Tag("C-03")
    void anExpiredKeyIsGoneForIncrement() {
        assertThat(withExpiredKey("5").increment("k", 1)).isEqualTo(1);
        assertThat(cache().ttl("k")).isEmpty();
    }

    /** Incrementing what was no counter. */
    @Test
    @Tag("C-03")
    void anExpiredValueThatWasNoCounterIsGoneForIncrement() {
        assertThat(withExpiredKey("x").increment("k", 1, units(4))).isEqualTo(1);
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    /** Deleting by pattern. */
    @Test
    @Tag("C-03")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void anExpiredKeyIsGoneForDeleteMatching() {
        cache().set("stays", bytes("x"));

        assertThat(withExpiredKey("x").deleteMatching("*")).isEqualTo(1);
    }

    /** However it came to its TTL. */
    @Test
    @Tag("C-03")
    void everyWayToGiveATtlLetsAKeyExpire() {
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
