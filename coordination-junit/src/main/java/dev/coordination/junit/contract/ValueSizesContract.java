// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operations on values of every size, which adapters may store in several parts: C-05, C-06, C-12 to C-15. */
abstract class ValueSizesContract extends ContractArea {

    private static final List<Integer> SIZES =
            List.of(0, 1, 2, 17, 33, 65, 100, 257, 1_000, 4_097, 10_000, 65_537, 262_145, 1 << 20);

    /** Verifies what an operation on a key with a value returns. */
    private interface Operation {
        void on(SharedCache cache, String key, byte[] value);
    }

    private void forEachSize(Operation operation) {
        for (int size : SIZES) {
            byte[] value = new byte[Math.min(size, limits().valueBytes())];
            String key = size + " bytes";
            coordination.cache().set(key, value);
            operation.on(coordination.cache(), key, value);
            coordination.cache().delete(key);
        }
    }

    @Test
    @Tag("C-05")
    void deleteReturnsTrueWhateverTheSizeOfTheValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.delete(key)).as("cache.delete of %s", key).isTrue();
            assertThat(cache.delete(key)).as("cache.delete of an absent key").isFalse();
        });
    }

    @Test
    @Tag("C-06")
    @RequiresCapability(Capability.DELETE_MATCHING)
    void deleteMatchingCountsAKeyOnceWhateverTheSizeOfItsValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.deleteMatching("*"))
                    .as("cache.deleteMatching of %s", key)
                    .isEqualTo(1);
            assertThat(cache.exists(key))
                    .as("cache.exists after cache.deleteMatching")
                    .isFalse();
        });
    }

    @Test
    @Tag("C-12")
    void setIfAbsentReturnsFalseWhateverTheSizeOfTheValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.setIfAbsent(key, value))
                    .as("cache.setIfAbsent after a value of %s was set", key)
                    .isFalse();
            cache.delete(key);
            assertThat(cache.setIfAbsent(key, value))
                    .as("cache.setIfAbsent of %s", key)
                    .isTrue();
        });
    }

    @Test
    @Tag("C-13")
    void replaceReturnsTrueWhateverTheSizeOfTheValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.replace(key, value, value))
                    .as("cache.replace of %s with the same value", key)
                    .isTrue();
            assertThat(cache.replace(key, value, bytes("x")))
                    .as("cache.replace of %s with one byte", key)
                    .isTrue();
            assertThat(cache.replace(key, bytes("x"), value))
                    .as("cache.replace of one byte with %s", key)
                    .isTrue();
        });
    }

    @Test
    @Tag("C-14")
    void expireReturnsTrueWhateverTheSizeOfTheValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.expire(key, lasting()))
                    .as("cache.expire of %s", key)
                    .isTrue();
            assertThat(cache.get(key).map(read -> read.length))
                    .as("the size of what cache.get returned after cache.expire of %s", key)
                    .contains(value.length);
        });
    }

    @Test
    @Tag("C-15")
    void aConditionalDeleteReturnsTrueWhateverTheSizeOfTheValue() {
        forEachSize((cache, key, value) -> {
            assertThat(cache.delete(key, value))
                    .as("cache.delete of the expected %s", key)
                    .isTrue();
            assertThat(cache.exists(key)).as("cache.exists after cache.delete").isFalse();
        });
    }
}
