// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CounterOverflowException;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counters: C-07 to C-11. */
abstract class CounterContract extends ContractArea {

    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    /** The smallest positive integer that a double cannot represent. */
    private static final long BEYOND_DOUBLE = (1L << 53) + 1;

    private SharedCache cache() {
        return coordination.cache();
    }

    private void assertCounter(String key, long value) {
        assertThat(cache().get(key)).as("%s = %s", key, value).contains(bytes(Long.toString(value)));
    }

    @Test
    @Tag("C-07")
    void anAbsentKeyStartsAtTheDelta() {
        long number = 0;
        for (long delta : new long[] {0, 1, -1, 42, BEYOND_DOUBLE, -BEYOND_DOUBLE, MAX, MIN}) {
            String plain = "plain " + number++;
            assertThat(cache().increment(plain, delta)).isEqualTo(delta);
            assertCounter(plain, delta);
            String expiring = "expiring " + number++;
            assertThat(cache().increment(expiring, delta, units(4))).isEqualTo(delta);
            assertCounter(expiring, delta);
        }
    }

    @Test
    @Tag("C-07")
    void theSumIsExactOverTheWholeRange() {
        long[][] sums = {
            {1, 1, 2},
            {1, -3, -2},
            {5, 0, 5},
            {BEYOND_DOUBLE, 1, BEYOND_DOUBLE + 1},
            {MAX - 1, 1, MAX},
            {MIN + 1, -1, MIN},
            {MAX, MIN, -1},
            {MIN, MAX, -1},
            {0, MAX, MAX},
            {0, MIN, MIN},
            {MAX, 0, MAX}
        };
        for (long[] sum : sums) {
            cache().set("plain", bytes("" + sum[0]));
            assertThat(cache().increment("plain", sum[1])).isEqualTo(sum[2]);
            assertCounter("plain", sum[2]);
            cache().set("expiring", bytes("" + sum[0]), units(4));
            assertThat(cache().increment("expiring", sum[1], units(4))).isEqualTo(sum[2]);
            assertCounter("expiring", sum[2]);
        }
    }

    @Test
    @Tag("C-08")
    void anIncrementKeepsTheExpiry() {
        cache().set("k", bytes("1"), units(4));
        cache().set("l", bytes("1"), units(4));
        cache().set("forever", bytes("1"));
        time().advance(units(2));

        cache().increment("k", 1);
        cache().increment("l", 1, units(20));
        cache().increment("forever", 1, units(4));

        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(1), units(2));
        assertThat(cache().ttl("l").orElseThrow()).isBetween(units(1), units(2));
        assertThat(cache().ttl("forever")).isEmpty();
        time().advance(units(2));
        assertThat(cache().exists("k")).isFalse();
        assertThat(cache().exists("l")).isFalse();
        assertCounter("forever", 2);
    }

    @Test
    @Tag("C-08")
    void theTtlAppliesOnlyWhenTheKeyIsCreated() {
        cache().increment("k", 1, units(4));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));

        time().advance(units(3));
        assertThat(cache().increment("k", 1, units(4))).isEqualTo(2);
        assertThat(cache().ttl("k").orElseThrow()).isLessThanOrEqualTo(units(1));

        time().advance(units(1));
        assertThat(cache().increment("k", 1, units(4))).as("after it expired").isEqualTo(1);
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    @Test
    @Tag("C-08")
    void aCounterCreatedWithoutATtlHasNone() {
        cache().increment("k", 1);

        assertThat(cache().ttl("k")).isEmpty();
        time().advance(units(4));
        assertCounter("k", 1);
    }

    /** The result does not show whether the call created the counter: an existing zero becomes the delta, too. */
    @Test
    @Tag("C-08")
    void aCounterAtZeroIsNotCreatedAgain() {
        cache().set("zero", bytes("0"));
        cache().increment("back", 5);
        cache().increment("back", -5);

        assertThat(cache().increment("zero", 1, units(4))).isEqualTo(1);
        assertThat(cache().increment("back", 7, units(4))).isEqualTo(7);

        assertThat(cache().ttl("zero")).isEmpty();
        assertThat(cache().ttl("back")).isEmpty();
    }

    @Test
    @Tag("C-09")
    void aValueThatIsNotACanonicalDecimalIsRefusedAndKept() {
        List<String> none = List.of(
                "",
                " ",
                "x",
                "+1",
                "01",
                "00",
                "-0",
                "-01",
                "-",
                " 1",
                "1 ",
                "1\n",
                "1.0",
                "1e3",
                "0x1",
                "1_000",
                "1,000",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "\u0661",
                "\uff11",
                "1\0",
                "--1");
        for (String value : none) {
            cache().set("k", bytes(value), units(4));
            assertThatThrownBy(() -> cache().increment("k", 1))
                    .as("'%s'", value)
                    .isInstanceOf(NotACounterException.class);
            assertThatThrownBy(() -> cache().increment("k", 0, units(20)))
                    .as("'%s'", value)
                    .isInstanceOf(NotACounterException.class);
            assertThat(cache().get("k")).as("'%s'", value).contains(bytes(value));
            assertThat(cache().ttl("k").orElseThrow()).as("'%s'", value).isBetween(units(3), units(4));
        }
    }

    @Test
    @Tag("C-09")
    void canonicalDecimalsAreCounters() {
        for (long value : new long[] {0, 1, -1, 10, -10, MAX, MIN}) {
            cache().set("k", bytes(Long.toString(value)));
            assertThat(cache().increment("k", 0)).isEqualTo(value);
            assertThat(cache().increment("k", 0, units(4))).isEqualTo(value);
        }
    }

    @Test
    @Tag("C-10")
    void anOverflowIsRefusedAndChangesNothing() {
        long[][] overflows = {{MAX, 1}, {1, MAX}, {MIN, -1}, {-1, MIN}, {MAX, MAX}, {MIN, MIN}};
        for (long[] overflow : overflows) {
            cache().set("k", bytes("" + overflow[0]), units(4));
            assertThatThrownBy(() -> cache().increment("k", overflow[1]))
                    .as("%s + %s", overflow[0], overflow[1])
                    .isInstanceOf(CounterOverflowException.class);
            assertThatThrownBy(() -> cache().increment("k", overflow[1], units(20)))
                    .as("%s + %s", overflow[0], overflow[1])
                    .isInstanceOf(CounterOverflowException.class);
            assertCounter("k", overflow[0]);
            assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
        }
        cache().set("forever", bytes("" + MAX));
        assertThatThrownBy(() -> cache().increment("forever", 1, units(4)))
                .isInstanceOf(CounterOverflowException.class);
        assertThat(cache().ttl("forever")).isEmpty();
    }

    /** Every concurrent increment counts, and no two of them return the same result. */
    @Test
    @Tag("C-11")
    void concurrentIncrementsAreAllCounted() throws Exception {
        int threads = 4;
        int each = 250;
        List<SharedCache> caches = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            caches.add(connect().cache());
        }

        List<List<Long>> results = background.race(threads, thread -> () -> {
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                seen.add(
                        i % 2 == 0
                                ? caches.get(thread).increment("k", 1)
                                : caches.get(thread).increment("k", 1, lasting()));
            }
            return seen;
        });

        List<Long> all = new ArrayList<>();
        for (List<Long> seen : results) {
            assertThat(seen)
                    .as("what cache.increment returned to one of several threads")
                    .isSorted();
            all.addAll(seen);
        }
        Collections.sort(all);
        assertThat(all)
                .as("what cache.increment returned to all threads")
                .doesNotHaveDuplicates()
                .hasSize(threads * each)
                .endsWith((long) threads * each);
        assertCounter("k", (long) threads * each);
    }

    @Test
    @Tag("C-11")
    void readsNeverGoBackInTime() throws Exception {
        int last = 300;
        SharedCache writer = connect().cache();
        writer.set("k", bytes("0"));

        List<Callable<List<Long>>> calls = new ArrayList<>();
        calls.add(() -> {
            for (int i = 1; i <= last; i++) {
                writer.set("k", bytes("" + i));
            }
            return List.of();
        });
        for (int i = 0; i < 2; i++) {
            SharedCache reader = connect().cache();
            calls.add(() -> {
                List<Long> seen = new ArrayList<>();
                while (seen.size() < last) {
                    Optional<String> value = reader.getText("k");
                    assertThat(value)
                            .as("cache.get while another thread counts up")
                            .isPresent();
                    seen.add(Long.parseLong(value.orElseThrow()));
                }
                return seen;
            });
        }

        for (List<Long> seen : background.race(calls.size(), calls::get)) {
            assertThat(seen)
                    .as("what cache.get returned to one thread while another counted up")
                    .isSorted();
        }
    }
}
