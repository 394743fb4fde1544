// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.parity.postgres.WireFormat.Published;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests messages of every size. Their notifications are shorter than 8,000 bytes, and no two of them are equal. */
@Tag("one-jdk")
class WireFormatTest {

    private static final int LIMIT = 8_000;

    private final WireFormat.Decoder decoder = new WireFormat.Decoder();

    private void assertArrives(Published message) {
        List<String> parts = WireFormat.encode(message);

        assertThat(parts).allMatch(part -> part.length() < LIMIT).doesNotHaveDuplicates();
        for (String part : parts.subList(0, parts.size() - 1)) {
            assertThat(decoder.add(part)).isEmpty();
        }
        Optional<Published> received = decoder.add(parts.get(parts.size() - 1));
        assertThat(received).isPresent();
        assertThat(received.get().number()).isEqualTo(message.number());
        assertThat(received.get().channel()).isEqualTo(message.channel());
        assertThat(received.get().payload()).isEqualTo(message.payload());
    }

    /**
     * The bytes of a payload are all equal, so its parts differ only in their numbers. The sizes cross the limits of
     * several parts.
     */
    @Test
    void payloadsOfEverySizeArrive() {
        for (int size = 0; size < 15_000; size++) {
            assertArrives(new Published(size + 1, "news", new byte[size]));
        }
    }

    @Test
    void largePayloadsArrive() {
        for (int size : List.of(1 << 20, 5_000_000)) {
            byte[] payload = new byte[size];
            new SplittableRandom(size).nextBytes(payload);

            assertArrives(new Published(Long.MAX_VALUE, "news", payload));
        }
    }

    @Test
    void anyChannelArrives() {
        for (String channel : List.of("\u0000", " ", ":", "a b:c 1 2", "\u00e9\ud83d\ude00", "\n")) {
            assertArrives(new Published(1, channel, new byte[] {0, 32, 58, -1}));
            assertArrives(new Published(1, channel.repeat(16_000), new byte[0]));
        }
    }
}
