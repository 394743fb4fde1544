// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.junit.contract.faulty.Fault;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ComparedRunTest {

    private static final Fault REVIVES = FaultyAdapter.of("a heartbeat revives an expired node");
    private static final int SEQUENCES = 300;

    private static ComparedRun run(Supplier<CoordinationHarness> second, String ledger) {
        try (CoordinationHarness harness = second.get()) {
            return ComparedRun.of(
                    Differential.between(MemoryHarness::new, second)
                            .seed(1)
                            .sequences(SEQUENCES)
                            .steps(60),
                    Ledger.parse(ledger).page(harness.description(), Divergence.Where.DIFFERENTIAL));
        }
    }

    @Test
    void reportsAKnownDifferenceWithoutFailing() {
        ComparedRun result = run(
                () -> new FaultyHarness(REVIVES),
                "M-03 | an adapter in which | * | DIFFERENTIAL | clusterMembership[.].* | a test entry");

        assertThat(result.run().sequences()).isEqualTo(SEQUENCES);
        assertThat(result.listed()).hasSize(1);
        assertThat(result.toString()).contains("no difference").contains("listed: M-03 | an adapter");
        result.assertNoDifference();
    }

    @Test
    void failsIfAKnownDifferenceNoLongerOccurs() {
        ComparedRun result =
                run(MemoryHarness::new, "M-03 | in-memory | * | DIFFERENTIAL | clusterMembership[.].* | a test entry");

        assertThat(result.differing()).isZero();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(result::assertNoDifference)
                .withMessageContaining("listed but no longer different: M-03 | in-memory");
    }

    @Test
    void failsIfAnythingElseDiffers() {
        ComparedRun result = run(
                () -> new FaultyHarness(REVIVES),
                "C-05 | an adapter in which | * | DIFFERENTIAL | cache[.].* | a test entry");

        assertThat(result.stale()).isEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(result::assertNoDifference)
                .withMessageContaining("1 sequence differs")
                .withMessageContaining("clusterMembership()");
    }
}
