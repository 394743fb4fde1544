// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.parity.Ledger;
import dev.coordination.parity.report.ParityReport;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.SharedRedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Memory and a server mean the same by every pattern. {@code -Dcoordination.patterns.length} says up to which length those of
 * keys are compared; those of channels, up to 4.
 */
@ExtendWith(SharedRedisServer.class)
public class PatternsTest {

    private static final int LENGTH = Integer.getInteger("coordination.patterns.length", 4);
    private static final int LENGTH_OF_CHANNELS = 4;
    private static final long SEED = Long.getLong("coordination.differential.seed", 1);

    private final PatternComparison comparison;

    PatternsTest(RedisServer server) {
        comparison = PatternComparison.with(server, Ledger.ofThisProject());
    }

    @Test
    void ofKeys() {
        check(comparison.keys(LENGTH));
    }

    @Test
    void ofChannels() {
        check(comparison.channels(Math.min(LENGTH, LENGTH_OF_CHANNELS)));
    }

    @Test
    void longOnesOfManyBytesACharacter() {
        check(comparison.random(SEED));
    }

    @Test
    void ofKeysThroughTheAdapter() {
        check(comparison.adapterKeys(SEED));
    }

    @Test
    void ofChannelsThroughTheAdapter() {
        check(comparison.adapterChannels(SEED));
    }

    private static void check(PatternResult result) {
        System.out.println(result);
        ParityReport.ofThisJvm().add(result);
        result.assertNoDifference();
    }
}
