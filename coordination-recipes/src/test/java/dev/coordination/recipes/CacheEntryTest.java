// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks which bytes under a key of a cache are its entries. All others are loaded again, whatever they are. */
@CoordinationTest
class CacheEntryTest {

    private static final byte[] VALUE = {'a', '\n', ' ', 0, -1};

    private static List<CacheEntry> entries() {
        CacheEntry value = CacheEntry.loaded("n#1", ofMinutes(10), VALUE);
        CacheEntry none = CacheEntry.loaded("n#2", ofMinutes(10), null);
        return List.of(value, none, value.refreshing("n#3"), none.refreshing("n#4"), CacheEntry.loading("n#5"));
    }

    @Test
    @Tag("E-53")
    void anEntryIsReadAsItWasStored() {
        for (CacheEntry entry : entries()) {
            CacheEntry read = CacheEntry.parse(entry.raw());

            assertThat(read).isNotNull();
            assertThat(read.kind()).isEqualTo(entry.kind());
            assertThat(read.token()).isEqualTo(entry.token());
            assertThat(read.ttl()).isEqualTo(entry.ttl());
            assertThat(read.payload()).isEqualTo(entry.kind().hasValue() ? VALUE : new byte[0]);
            assertThat(read.raw()).isEqualTo(entry.raw());
        }
    }

    @Test
    @Tag("E-53")
    void thePayloadIsCopied() {
        byte[] value = VALUE.clone();
        CacheEntry entry = CacheEntry.loaded("n#1", ofMinutes(10), value);
        value[0] = 'b';
        entry.payload()[0] = 'b';

        assertThat(entry.payload()).isEqualTo(VALUE);
    }

    /** Returns what is almost an entry, and what is far from it. */
    private static List<byte[]> foreign() {
        List<byte[]> foreign = new ArrayList<>();
        for (CacheEntry entry : entries()) {
            String text = new String(entry.raw(), UTF_8);
            for (int end = 0; end <= text.indexOf('\n'); end++) {
                foreign.add(Arrays.copyOf(entry.raw(), end));
            }
        }
        for (String number : List.of(
                "",
                "-1",
                "+7",
                "-0",
                "00",
                "07",
                "1.5",
                "x",
                "1e3",
                "0x1",
                "١",
                "10000000000000",
                "9223372036854775808")) {
            foreign.add(("value t " + number + "\nold").getBytes(UTF_8));
        }
        for (String line : List.of(
                "",
                " ",
                "  ",
                "   ",
                " value t 1",
                "value  t 1",
                "value t  1",
                "value t 1 ",
                "value  1",
                "value t 1 2",
                "value\tt\t1",
                "value t 1\r",
                "VALUE t 1",
                "other t 1",
                "value t 0",
                "none t 0",
                "loading t 1",
                "refreshing_value t 0",
                "refreshing_none t 0",
                "5")) {
            foreign.add((line + "\n").getBytes(UTF_8));
            foreign.add((line + "\nold").getBytes(UTF_8));
            foreign.add(line.getBytes(UTF_8));
        }
        for (String line : List.of("none t 1", "refreshing_none t 1", "loading t 0")) {
            foreign.add((line + "\nold").getBytes(UTF_8));
        }
        return foreign;
    }

    @Test
    @Tag("E-53")
    void whatIsNotAnEntryIsLoadedAgain(
            DistributedCoordination coordination, SharedCache shared, ScheduledExecutorService scheduler)
            throws Exception {
        LoadingCache<String> cache =
                LoadingCache.builder(coordination, "prices", scheduler).build(key -> "new");
        List<byte[]> foreign = foreign();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            foreign.add(bytes);
        }
        for (byte[] bytes : foreign) {
            shared.set("prices:tea", bytes, ofMinutes(10));

            assertThat(cache.getOrLoad("tea")).as(new String(bytes, UTF_8)).isEqualTo("new");
        }
    }

    @Test
    @Tag("E-53")
    void onlyWhatACacheWouldStoreIsAnEntry() {
        List<String> words = List.of(
                "value",
                "none",
                "loading",
                "refreshing_value",
                "refreshing_none",
                "",
                "t",
                "0",
                "5",
                "-1",
                "+5",
                "05",
                " ",
                "\n",
                "\u0000",
                "ä");
        Random random = new Random(2);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (String part :
                    List.of(words.get(random.nextInt(5)), " ", "t", " ", random.nextBoolean() ? "0" : "5", "\n", "")) {
                text.append(random.nextInt(10) == 0 ? words.get(random.nextInt(words.size())) : part);
            }
            byte[] raw = text.toString().getBytes(UTF_8);
            CacheEntry entry = CacheEntry.parse(raw);
            if (entry != null) {
                found++;
                assertThat(storedLike(entry).raw()).as(text.toString()).isEqualTo(raw);
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    private static CacheEntry storedLike(CacheEntry entry) {
        if (!entry.kind().isLoaded()) {
            return CacheEntry.loading(entry.token());
        }
        CacheEntry loaded =
                CacheEntry.loaded(entry.token(), entry.ttl(), entry.kind().hasValue() ? entry.payload() : null);
        return entry.kind().isRefreshing() ? loaded.refreshing(entry.token()) : loaded;
    }
}
