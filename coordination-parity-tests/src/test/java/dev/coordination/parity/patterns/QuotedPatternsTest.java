// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Patterns;
import dev.coordination.junit.settings.NumberProperty;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.parity.ServerWithUri;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks that a quoted text matches itself and nothing else, in the in-memory adapter and on a server. */
@ExtendWith(ServerWithUri.class)
class QuotedPatternsTest {

    private static final long SEED = NumberProperty.anyLong("coordination.differential.seed", 1);

    /** Every text of up to three special characters, every ASCII character inside a text, and long texts. */
    private static final List<String> TEXTS = texts();

    /** A smaller set of texts, because the Redis adapter needs a round trip for each pattern and name. */
    private static final List<String> SAMPLE = IntStream.range(0, TEXTS.size())
            .filter(i -> i % 16 == 0)
            .mapToObj(TEXTS::get)
            .toList();

    private final RedisServer server;

    QuotedPatternsTest(RedisServer server) {
        this.server = server;
    }

    private static List<String> texts() {
        Set<String> texts = new LinkedHashSet<>(PatternGenerator.upTo(3));
        IntStream.range(0, 128).forEach(c -> texts.add("x" + (char) c + "y"));
        texts.addAll(PatternGenerator.randomPatterns(new SplittableRandom(SEED), 200));
        return List.copyOf(texts);
    }

    @Test
    void keysInMemory() {
        assertEachMatchesItselfAlone(TEXTS, new PortKeys(memory(), TEXTS));
    }

    @Test
    void keysOnAServer() {
        assertEachMatchesItselfAlone(TEXTS, new ServerKeys(server.uri(), TEXTS));
    }

    @Test
    void keysThroughTheAdapter() {
        assertEachMatchesItselfAlone(SAMPLE, new PortKeys(redis(), SAMPLE));
    }

    @Test
    void channelsInMemory() {
        assertEachMatchesItselfAlone(TEXTS, new PortChannels(memory(), TEXTS));
    }

    @Test
    void channelsOnAServer() {
        assertEachMatchesItselfAlone(TEXTS, new ServerChannels(server.uri(), TEXTS));
    }

    @Test
    void channelsThroughTheAdapter() {
        assertEachMatchesItselfAlone(TEXTS, new PortChannels(redis(), TEXTS));
    }

    private static void assertEachMatchesItselfAlone(List<String> texts, Matcher matcher) {
        try (matcher) {
            List<BitSet> matches =
                    matcher.matches(texts.stream().map(Patterns::quote).toList());

            for (int i = 0; i < texts.size(); i++) {
                assertThat(matches.get(i).stream().mapToObj(texts::get))
                        .as("matches of the quoted text '%s'", texts.get(i))
                        .containsExactly(texts.get(i));
            }
        }
    }

    private static DistributedCoordination memory() {
        return MemoryBackend.create().connect();
    }

    private DistributedCoordination redis() {
        return RedisCoordination.builder(server.uri(), "quoted-" + UUID.randomUUID())
                .socketTimeout(Duration.ofSeconds(20)) // Patterns of other tests keep the server busy.
                .build();
    }
}
