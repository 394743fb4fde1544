// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Calls that repeat an earlier call on the same handle, with the same arguments, after a change to the key: C-02, C-14.
 */
abstract class SameWritesContract extends ContractArea {

    private static final byte[] VALUE = bytes("5");

    /** Returns changes to a key that holds the value. */
    private Map<String, BiConsumer<SharedCache, String>> changes() {
        Map<String, BiConsumer<SharedCache, String>> changes = new LinkedHashMap<>();
        changes.put("nothing", (cache, key) -> {});
        changes.put("set", (cache, key) -> cache.set(key, bytes("6")));
        changes.put("set of the same value", (cache, key) -> cache.set(key, VALUE));
        changes.put("set with a TTL", (cache, key) -> cache.set(key, bytes("6"), lasting()));
        changes.put("set of the same value with a TTL", (cache, key) -> cache.set(key, VALUE, lasting()));
        changes.put("delete", SharedCache::delete);
        changes.put("delete of an expected value", (cache, key) -> cache.delete(key, VALUE));
        changes.put("delete and setIfAbsent", (cache, key) -> {
            cache.delete(key);
            cache.setIfAbsent(key, bytes("6"), lasting());
        });
        changes.put("replace", (cache, key) -> cache.replace(key, VALUE, bytes("6")));
        changes.put("expire", (cache, key) -> cache.expire(key, lasting()));
        changes.put("increment", (cache, key) -> cache.increment(key, 1));
        return changes;
    }

    /** Makes a call, a change on this or another handle, and the call again. */
    private void repeat(BiConsumer<SharedCache, String> call, BiConsumer<String, String> verify) {
        int keys = 0;
        for (DistributedCoordination changing : List.of(otherHandle(), coordination)) {
            for (var change : changes().entrySet()) {
                String key = "k" + keys++;
                call.accept(coordination.cache(), key);
                change.getValue().accept(changing.cache(), key);
                call.accept(coordination.cache(), key);
                verify.accept(
                        key,
                        "after a call, then " + change.getKey() + (changing == coordination ? "" : " by another handle")
                                + ", and then the same call again");
            }
        }
    }

    @Test
    @Tag("C-02")
    void setTakesEffectEvenIfTheHandleHasSetTheSameValueBefore() {
        repeat((cache, key) -> cache.set(key, VALUE), (key, after) -> {
            assertThat(otherHandle().cache().get(key)).as("cache.get %s", after).contains(VALUE);
            assertThat(otherHandle().cache().ttl(key)).as("cache.ttl %s", after).isEmpty();
        });
    }

    @Test
    @Tag("C-02")
    void setWithATtlTakesEffectEvenIfTheHandleHasSetTheSameValueBefore() {
        repeat((cache, key) -> cache.set(key, VALUE, units(4)), (key, after) -> {
            assertThat(otherHandle().cache().get(key)).as("cache.get %s", after).contains(VALUE);
            assertThat(otherHandle().cache().ttl(key).orElse(lasting()))
                    .as("cache.ttl %s", after)
                    .isBetween(units(1), units(4));
        });
    }

    @Test
    @Tag("C-14")
    void expireTakesEffectEvenIfTheHandleHasGivenTheSameTtlBefore() {
        repeat(
                (cache, key) -> {
                    otherHandle().cache().setIfAbsent(key, VALUE);
                    cache.expire(key, units(4));
                },
                (key, after) -> assertThat(otherHandle().cache().ttl(key).orElse(lasting()))
                        .as("cache.ttl %s", after)
                        .isBetween(units(1), units(4)));
    }
}
