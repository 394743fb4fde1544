// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract with a ledger, on adapters that break a rule and on adapters that keep it. */
class LedgerExtensionTest {

    private static final Ledger LISTS_M_03 = Ledger.parse("M-03 | in-memory | * | CONTRACT | M-03 | a test entry");

    @Test
    void skipsFailedTestsOfAListedRule() {
        TestExecutionSummary summary = run(BrokenTestCase.class, "M-03");

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsAbortedCount()).isPositive();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }

    @Test
    void failsIfAListedRuleIsKept() {
        TestExecutionSummary summary = run(KeptTestCase.class, "M-03");

        assertThat(summary.getTestsFailedCount()).isZero();
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .hasMessage("listed in the ledger but no longer different:\n"
                                + "M-03 | in-memory | * | CONTRACT | M-03 | a test entry"));
    }

    @Test
    void failsIfARuleThatIsNotListedIsBroken() {
        assertThat(run(BrokenTestCase.class, "M-02").getFailures()).isEmpty();
        assertThat(run(OtherBrokenTestCase.class, "M-02").getTestsFailedCount()).isPositive();
    }

    /** A run of a part of the contract says nothing about the rest. */
    @Test
    void ignoresListedRulesThatWereNotRun() {
        assertThat(run(KeptTestCase.class, "M-02").getFailures()).isEmpty();
    }

    private static TestExecutionSummary run(Class<? extends CoordinationContract> contract, String rule) {
        try (LauncherSession session = ContractRun.openSession()) {
            return new ContractRun(contract, 1, 1).ofRules(List.of(rule)).execute(session);
        }
    }

    static class KeptTestCase extends CoordinationContract {

        @RegisterExtension
        static final LedgerExtension LEDGER = new LedgerExtension(LISTS_M_03, context -> "in-memory");

        @Override
        protected CoordinationHarness harness() {
            return new MemoryHarness();
        }
    }

    static class BrokenTestCase extends CoordinationContract {

        @RegisterExtension
        static final LedgerExtension LEDGER = new LedgerExtension(LISTS_M_03, context -> "in-memory");

        @Override
        protected CoordinationHarness harness() {
            return new FaultyHarness(FaultyAdapter.of("a heartbeat revives an expired node"));
        }
    }

    static class OtherBrokenTestCase extends CoordinationContract {

        @RegisterExtension
        static final LedgerExtension LEDGER = new LedgerExtension(LISTS_M_03, context -> "in-memory");

        @Override
        protected CoordinationHarness harness() {
            return new FaultyHarness(FaultyAdapter.of("registering again merges the old and the new metadata"));
        }
    }
}
