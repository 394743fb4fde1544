// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.junit.settings.NumberProperty;
import dev.coordination.parity.Ledger;
import dev.coordination.parity.ServerWithUri;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.server.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks that every pattern matches the same names in the in-memory adapter and on a server.
 * {@code -Dcoordination.patterns.length} sets the length of the longest key patterns; channel patterns have at most
 * four characters.
 */
@ExtendWith(ServerWithUri.class)
public class PatternsTest {

    private static final int LENGTH = NumberProperty.positiveInt("coordination.patterns.length", 4);
    private static final int LENGTH_OF_CHANNELS = 4;
    private static final long SEED = NumberProperty.anyLong("coordination.differential.seed", 1);

    private final PatternComparison comparison;

    PatternsTest(RedisServer server) {
        comparison = PatternComparison.with(server, Ledger.ofThisProject());
    }

    @Test
    void keys() {
        check(comparison.keys(LENGTH));
    }

    @Test
    void channels() {
        check(comparison.channels(Math.min(LENGTH, LENGTH_OF_CHANNELS)));
    }

    @Test
    void longPatternsWithMultiByteCharacters() {
        check(comparison.random(SEED));
    }

    @Test
    void keysThroughTheAdapter() {
        check(comparison.adapterKeys(SEED));
    }

    @Test
    void channelsThroughTheAdapter() {
        check(comparison.adapterChannels(SEED));
    }

    @Test
    void rejectsALengthThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.keys(0))
                .withMessage("length must be positive, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.channels(-1))
                .withMessage("length must be positive, but was -1");
    }

    private static void check(PatternResult result) {
        System.out.println(result);
        ParityReport.ofThisJvm().add(result);
        result.assertNoDifference();
    }
}
