// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.SharedCache;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code setIfAbsent} creates absent keys only, and one of several callers wins: C-12. */
abstract class CreationContract extends ContractArea {

    /** The number of rounds of each test that depends on timing. */
    private static final int ROUNDS = 50;

    private SharedCache cache() {
        return coordination.cache();
    }

    @Test
    @Tag("C-12")
    void setIfAbsentReturnsTrueExactlyWhenItCreatedTheKey() {
        assertThat(cache().setIfAbsent("k", bytes("first"), units(4))).isTrue();
        assertThat(cache().setIfAbsent("k", bytes("second"), units(8))).isFalse();

        assertThat(cache().get("k")).contains(bytes("first"));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
        time().advance(units(4));
        assertThat(cache().exists("k")).isFalse();
    }

    @Test
    @Tag("C-12")
    void setIfAbsentDoesNotChangeAKeyWithoutExpiry() {
        cache().set("k", new byte[0]);

        assertThat(cache().setIfAbsent("k", bytes("second"), units(4))).isFalse();
        assertThat(cache().setIfAbsent("k", bytes("second"))).isFalse();

        assertThat(cache().get("k")).contains(new byte[0]);
        assertThat(cache().ttl("k")).isEmpty();
    }

    @Test
    @Tag("C-12")
    void setIfAbsentWithoutATtlCreatesAKeyWithoutExpiry() {
        assertThat(cache().setIfAbsent("k", bytes("first"))).isTrue();
        assertThat(cache().setIfAbsent("k", bytes("second"))).isFalse();
        assertThat(cache().setIfAbsent("k", bytes("third"), units(4))).isFalse();

        assertThat(cache().ttl("k")).isEmpty();
        time().advance(units(8));
        assertThat(cache().get("k")).contains(bytes("first"));
    }

    @Test
    @Tag("C-12")
    void setIfAbsentWithoutATtlKeepsTheExpiryOfAnExistingKey() {
        cache().set("k", bytes("first"), units(4));

        assertThat(cache().setIfAbsent("k", bytes("second"))).isFalse();

        assertThat(cache().get("k")).contains(bytes("first"));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
        time().advance(units(4));
        assertThat(cache().exists("k")).isFalse();
    }

    @Test
    @Tag("C-12")
    void exactlyOneOfSeveralConcurrentCreatorsWins() throws Exception {
        assertOneOfConcurrentCreatorsWins((on, key, value) -> on.setIfAbsent(key, value, lasting()));
    }

    @Test
    @Tag("C-12")
    void exactlyOneOfSeveralConcurrentCreatorsWinsWithoutATtl() throws Exception {
        assertOneOfConcurrentCreatorsWins(SharedCache::setIfAbsent);
    }

    private interface Creation {
        boolean create(SharedCache on, String key, byte[] value);
    }

    private void assertOneOfConcurrentCreatorsWins(Creation creation) throws Exception {
        SharedCache other = connect().cache();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            List<Boolean> created =
                    background.race(4, i -> () -> creation.create(i % 2 == 0 ? cache() : other, key, bytes("" + i)));

            assertThat(created)
                    .as("cache.setIfAbsent(%s, ...) by four threads at once", key)
                    .containsOnlyOnce(true);
            assertThat(cache().get(key)).as(key).contains(bytes("" + created.indexOf(true)));
        }
    }
}
