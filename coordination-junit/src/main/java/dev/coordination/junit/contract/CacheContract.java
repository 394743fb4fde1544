// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.SharedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values and their expiry: C-01, C-02, C-04, C-14. */
abstract class CacheContract extends ContractArea {

    private SharedCache cache() {
        return coordination.cache();
    }

    @Test
    @Tag("C-01")
    void textIsStoredInUtf8() {
        for (String text :
                List.of("", "abc", "\u00e9", "\u65e5\u672c", "\ud83d\ude00", "\u0000\r\n", "\ufeffx", "\ufffd")) {
            cache().setText("text", text);
            cache().setText("text with a TTL", text, units(4));
            cache().set("bytes", bytes(text));

            assertThat(cache().get("text").orElseThrow()).isEqualTo(bytes(text));
            assertThat(cache().get("text with a TTL").orElseThrow()).isEqualTo(bytes(text));
            assertThat(cache().getText("bytes")).contains(text);
        }
        assertThat(cache().ttl("text")).isEmpty();
        assertThat(cache().ttl("text with a TTL").orElseThrow()).isBetween(units(3), units(4));
        assertThat(cache().getText("absent")).isEmpty();
    }

    /** Bytes that are not valid UTF-8 are replaced when they are read as text. */
    @Test
    @Tag("C-01")
    void malformedBytesAreReplacedInText() {
        cache().set("k", new byte[] {'a', -1, 'b'});

        assertThat(cache().getText("k")).contains("a\ufffdb");
    }

    /** Text that UTF-8 cannot represent is refused. */
    @Test
    @Tag("C-01")
    void illFormedTextIsRefused() {
        cache().set("k", bytes("old"), units(4));

        for (String text : List.of("a\ud800", "\udc00a")) {
            assertThatThrownBy(() -> cache().setText("k", text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text")
                    .hasMessageContaining("C-01");
            assertThatThrownBy(() -> cache().setText("k", text, units(8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text")
                    .hasMessageContaining("C-01");
        }

        assertThat(cache().get("k")).contains(bytes("old"));
        assertThat(cache().ttl("k").orElseThrow()).isBetween(units(3), units(4));
    }

    /** Any sequence of bytes is a valid value. */
    @Test
    @Tag("C-01")
    void getReturnsWhatWasSet() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] large = ofSize(limits().valueBytes(), 2);
        large[0] = 1;

        for (byte[] value : List.of(new byte[0], all, large, new byte[] {0}, new byte[] {-1})) {
            cache().set("set", value);
            assertThat(cache().get("set").orElseThrow()).isEqualTo(value);
            cache().set("set with a TTL", value, units(4));
            assertThat(cache().get("set with a TTL").orElseThrow()).isEqualTo(value);
            cache().delete("absent");
            cache().setIfAbsent("absent", value, units(4));
            assertThat(cache().get("absent").orElseThrow()).isEqualTo(value);
            cache().delete("absent");
            cache().setIfAbsent("absent", value);
            assertThat(cache().get("absent").orElseThrow()).isEqualTo(value);
            cache().set("replaced", value);
            assertThat(cache().replace("replaced", value, all)).isTrue();
            assertThat(cache().replace("replaced", all, value)).isTrue();
            assertThat(cache().get("replaced").orElseThrow()).isEqualTo(value);
        }
    }

    @Test
    @Tag("C-01")
    void anEmptyValueDiffersFromAnAbsentKey() {
        cache().set("empty", new byte[0]);

        assertThat(cache().get("empty")).contains(new byte[0]);
        assertThat(cache().exists("empty")).isTrue();
        assertThat(cache().get("none")).isEmpty();
        assertThat(cache().exists("none")).isFalse();
    }

    /** Every byte of a key counts. */
    @Test
    @Tag("C-01")
    void similarKeysAreDistinct() {
        int longer = Math.min(1001, limits().nameBytes());
        List<String> keys =
                List.of("k", "K", "k ", "k\0", "\u00e9", "e\u0301", "k".repeat(longer - 1), "k".repeat(longer));
        for (int i = 0; i < keys.size(); i++) {
            cache().set(keys.get(i), bytes("" + i));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(cache().get(keys.get(i))).as(keys.get(i)).contains(bytes("" + i));
        }
    }

    @Test
    @Tag("C-02")
    void setReplacesTheValueAndTheExpiry() {
        cache().set("longer", bytes("old"), units(4));
        cache().set("forever", bytes("old"), units(4));
        cache().set("shorter", bytes("old"), units(8));
        cache().set("limited", bytes("old"));

        cache().set("longer", bytes("new"), units(8));
        cache().set("forever", bytes("new"));
        cache().set("shorter", bytes("new"), units(4));
        cache().set("limited", bytes("new"), units(4));

        assertThat(cache().ttl("forever")).isEmpty();
        assertThat(cache().ttl("longer").orElseThrow()).isBetween(units(7), units(8));
        time().advance(units(4));
        assertThat(cache().get("longer")).contains(bytes("new"));
        assertThat(cache().get("forever")).contains(bytes("new"));
        assertThat(cache().exists("shorter")).isFalse();
        assertThat(cache().exists("limited")).isFalse();
    }

    @Test
    @Tag("C-04")
    void ttlReturnsTheRemainingTime() {
        cache().set("k", bytes("x"), units(4));

        assertThat(cache().ttl("k").orElseThrow()).isPositive().isBetween(units(3), units(4));
        time().advance(units(1));
        assertThat(cache().ttl("k").orElseThrow()).isPositive().isBetween(units(2), units(3));
        time().advance(units(2));
        assertThat(cache().ttl("k").orElseThrow()).isPositive().isLessThanOrEqualTo(units(1));
        time().advance(units(1));
        assertThat(cache().ttl("k")).isEmpty();
    }

    /** The remaining TTL is exact to the millisecond, or to the adapter's TTL step, and not just to the second. */
    @Test
    @Tag("C-04")
    void ttlHasMillisecondPrecision() {
        Duration step = limits().ttlStep();
        cache().set("k", bytes("x"), units(4).plus(step));
        cache().set("l", bytes("x"), units(4).minus(step));

        assertThat(cache().ttl("k").orElseThrow()).isLessThanOrEqualTo(units(4).plus(step));
        assertThat(cache().ttl("l").orElseThrow()).isLessThan(units(4));

        List<Duration> left = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            Duration ttl = units(4).plus(step.multipliedBy(47L * i));
            cache().set("k" + i, bytes("x"), ttl.compareTo(lasting()) < 0 ? ttl : units(4).plus(step.multipliedBy(i)));
            left.add(cache().ttl("k" + i).orElseThrow());
        }
        assertThat(left)
                .as("the remaining times of twenty TTLs that are not multiples of a thousand steps")
                .anyMatch(ttl -> ttl.toMillis() % step.multipliedBy(1_000).toMillis() != 0);
    }

    @Test
    @Tag("C-04")
    void ttlIsEmptyForAKeyWithoutExpiryAndForAnAbsentKey() {
        cache().set("k", bytes("x"));
        cache().increment("counter", 1);

        assertThat(cache().ttl("k")).isEmpty();
        assertThat(cache().ttl("counter")).isEmpty();
        assertThat(cache().ttl("none")).isEmpty();
        assertThat(cache().exists("none")).isFalse();
    }

    @Test
    @Tag("C-14")
    void expireSetsTheFullTtlFromNow() {
        cache().set("longer", bytes("x"), units(4));
        cache().set("shorter", bytes("x"), units(20));
        cache().set("forever", bytes("x"));
        time().advance(units(2));

        for (String key : List.of("longer", "shorter", "forever")) {
            assertThat(cache().expire(key, units(6))).as(key).isTrue();
            assertThat(cache().ttl(key).orElseThrow()).as(key).isBetween(units(5), units(6));
            assertThat(cache().get(key)).as(key).contains(bytes("x"));
        }
        time().advance(units(5));
        for (String key : List.of("longer", "shorter", "forever")) {
            assertThat(cache().exists(key)).as(key).isTrue();
        }
        time().advance(units(1));
        for (String key : List.of("longer", "shorter", "forever")) {
            assertThat(cache().exists(key)).as(key).isFalse();
        }
    }

    @Test
    @Tag("C-14")
    void expireReturnsFalseForAnAbsentKeyAndCreatesNothing() {
        assertThat(cache().expire("none", units(4))).isFalse();

        assertThat(cache().exists("none")).isFalse();
        assertThat(cache().ttl("none")).isEmpty();
    }
}
