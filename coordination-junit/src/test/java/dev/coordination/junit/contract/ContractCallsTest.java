// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that a failure of the contract lists the calls of its test. */
class ContractCallsTest {

    private static Throwable failure(DiscoverySelector test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(test)
                .enableImplicitConfigurationParameters(false)
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> notes(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(ContractCalls.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
    }

    @Test
    void aFailureListsTheCallsThatLedToIt() {
        Throwable failure = failure(selectNestedMethod(
                List.of(FailingContractTest.DeleteAlwaysTrueTestCase.class),
                CoordinationContract.ExpiryRules.class,
                "deleteTreatsAnExpiredKeyAsAbsent"));

        assertThat(failure).hasMessageContaining("Expecting value to be false but was true");
        assertThat(notes(failure)).containsExactly("""
                What happened on the coordination of this test, with times from its clock:
                  PT0S handle 1: cache.set("k", "x", PT4M)
                  clock advanced by PT3M
                  PT3M handle 1: cache.get("k") = "x"
                  clock advanced by PT1M
                  PT4M handle 1: cache.delete("k") = true""");
        assertThat(failure.getSuppressed())
                .allSatisfy(note -> assertThat(note.getStackTrace()).isEmpty());
    }

    /** Uses two handles, a subscription, a call that throws, another thread, and more calls than are shown. */
    @Test
    void theListIsBoundedAndLeavesOutOtherThreads() {
        Throwable failure = failure(selectMethod(ManyCallsTestCase.class, "makesManyCalls"));

        assertThat(notes(failure)).singleElement().satisfies(note -> {
            assertThat(note)
                    .contains("\n  PT0S handle 2: cache.get(\"\") threw java.lang.IllegalArgumentException: ")
                    .contains("\n  PT0S handle 1: pubSub.subscribe([\"news\"]) = ")
                    .contains("\n  PT0S handle 1: subscription.poll() = empty\n")
                    .contains("entries are left out here)\n")
                    .doesNotContain("elsewhere");
            assertThat(note.lines().count()).isLessThan(100);
        });
    }

    @Test
    void anUndecidedTestListsTheCallsOfItsLastAttempt() {
        Throwable failure = failure(selectMethod(TooLateTestCase.class, "isTooLate"));

        assertThat(failure).isExactlyInstanceOf(Undecided.class);
        assertThat(notes(failure)).containsExactly("""
                What happened on the coordination of this test, with times from its clock:
                  PT0S handle 1: cache.exists("attempt 4") = false""");
    }

    static class ManyCallsTestCase extends ContractArea {
        @Override
        protected CoordinationHarness harness() {
            return new MemoryHarness();
        }

        @Test
        @Tag("C-01")
        public void makesManyCalls() {
            background.await(background.start(() -> coordination.cache().exists("elsewhere")));
            assertThatThrownBy(() -> otherHandle().cache().get("")).isInstanceOf(IllegalArgumentException.class);
            coordination.pubSub().subscribe("news").poll();
            for (int i = 0; i < 10_000; i++) {
                coordination.cache().increment("k" + i % 1_000, i);
            }
            assertThat(coordination.cache().exists("k0")).isFalse();
        }
    }

    static class TooLateTestCase extends ContractArea {
        private final SlowMachine machine = new SlowMachine(Duration.ZERO, 1);
        private int attempt;

        @Override
        protected CoordinationHarness harness() {
            return machine.harness();
        }

        @Override
        LongSupplier nanoTime() {
            return machine::nanoTime;
        }

        @Test
        @Tag("C-01")
        public void isTooLate() {
            attempt++;
            machine.pass(units(1));
            assertThat(coordination.cache().exists("attempt " + attempt)).isTrue();
        }
    }
}
