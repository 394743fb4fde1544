// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.Arguments;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Key patterns: P-01 to P-08. */
@RequiresCapability(Capability.DELETE_MATCHING)
@TestNameSuffix("(keys)")
abstract class KeyPatternContract extends PatternContract {

    @Override
    void assertMatches(List<PatternExample> examples) {
        SharedCache cache = coordination.cache();
        for (PatternExample example : examples) {
            example.names().forEach(name -> cache.set(name, bytes("x")));
            long deleted = cache.deleteMatching(example.pattern());
            List<String> left = example.names().stream().filter(cache::delete).toList();
            assertThat(left)
                    .as("the keys that are left after cache.deleteMatching(%s)", Arguments.quoted(example.pattern()))
                    .isEqualTo(example.names().stream()
                            .filter(name -> !example.matches().contains(name))
                            .toList());
            assertThat(deleted)
                    .as("the result of cache.deleteMatching(%s)", Arguments.quoted(example.pattern()))
                    .isEqualTo(example.matches().size());
        }
    }

    @Override
    void assertMatchesInTime(String pattern, String almost, int times) {
        SharedCache cache = coordination.cache();
        cache.set(almost, bytes("x"));

        assertThat(background.within(() -> {
                    long deleted = 0;
                    for (int i = 0; i < times; i++) {
                        deleted += cache.deleteMatching(pattern);
                    }
                    return deleted;
                }))
                .as("the number of keys that cache.deleteMatching(%s) deleted", Arguments.quoted(pattern))
                .isZero();
        cache.set(almost + "b", bytes("x"));
        assertThat(background.within(() -> cache.deleteMatching(pattern)))
                .as("the result of cache.deleteMatching(%s)", Arguments.quoted(pattern))
                .isEqualTo(1);

        assertThat(cache.exists(almost)).isTrue();
    }

    @Test
    @Tag("P-03")
    void aRangeWithOneAsciiAndOneNonAsciiEndIsRefused() {
        coordination.cache().set("b", bytes("x"));

        for (String pattern : MIXED_RANGES) {
            assertRefused(pattern, () -> coordination.cache().deleteMatching(pattern));
        }

        assertThat(coordination.cache().exists("b")).isTrue();
    }
}
