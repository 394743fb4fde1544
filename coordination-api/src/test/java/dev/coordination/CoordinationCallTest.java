// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoordinationCallTest {

    /** Long, and with characters that would break the line or change how it is displayed. */
    private static final String HOSTILE = "a\r\n\u2028\u202e\ud83d" + "x".repeat(65_000);

    private static CoordinationCall call(
            String handle, List<@Nullable Object> arguments, @Nullable Object result, @Nullable Throwable thrown) {
        return new CoordinationCall(
                Instant.EPOCH, 7, Duration.ofMillis(2), handle, Operation.CACHE_SET, null, arguments, result, thrown);
    }

    @Test
    void toStringQuotesNamesAndShowsTheSizeOfValues() {
        CoordinationCall call =
                call("node-a", Arrays.asList("user:1", new byte[] {1, 2, 3}, Duration.ofSeconds(5), null), true, null);

        assertThat(call)
                .hasToString(
                        "CoordinationCall[at=1970-01-01T00:00:00Z, sequence=7, elapsed=PT0.002S, handle=\"node-a\","
                                + " operation=cache.set, subscription=null,"
                                + " arguments=[\"user:1\", 3 bytes, PT5S and 1 more], result=true, thrown=null]");
    }

    @Test
    void toStringShowsResultsAndExceptions() {
        assertThat(call("a", List.of(), Optional.of(new byte[2]), null))
                .asString()
                .contains("result=Optional[2 bytes]");
        assertThat(call("a", List.of(), Optional.empty(), null)).asString().contains("result=Optional.empty");
        assertThat(call("a", List.of(), Map.of("n", Map.of("role", "leader")), null))
                .asString()
                .contains("result={\"n\"={\"role\"=\"leader\"}}");
        assertThat(call("a", List.of(), null, new IllegalStateException("broken\nline")))
                .asString()
                .contains("thrown=java.lang.IllegalStateException: broken\\u000aline]");
    }

    static Stream<Named<Object>> hostileValues() {
        return Stream.of(
                Named.of("a string", HOSTILE),
                Named.of("an optional", Optional.of(HOSTILE)),
                Named.of("a list", Collections.nCopies(1_000, HOSTILE)),
                Named.of("a set", Set.of(HOSTILE)),
                Named.of("a map", Map.of(HOSTILE, Map.of(HOSTILE, HOSTILE))),
                Named.of("a topic", Topic.channel(HOSTILE.replace("\ud83d", ""))),
                Named.of("an object", new StringBuilder(HOSTILE)),
                Named.of("an exception", new IllegalStateException(HOSTILE)));
    }

    @ParameterizedTest
    @MethodSource("hostileValues")
    void toStringIsOneShortLineWhateverTheNamesAre(Object value) {
        List<@Nullable Object> arguments = Collections.singletonList(value);

        String string = call(HOSTILE, arguments, value, new IllegalStateException(HOSTILE))
                .toString();

        assertThat(string).hasSizeLessThan(15_000).matches("\\P{C}*").doesNotContain("\u2028");
    }
}
