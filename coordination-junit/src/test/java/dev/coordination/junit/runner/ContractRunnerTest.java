// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.DistortedHarness;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.contract.faulty.LimitedHarness;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.MemoryHarness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContractRunnerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs only the rules that a test is about. The whole contract takes seconds. */
    private static ContractReport run(Supplier<CoordinationHarness> harnesses, Rule first, Rule... others) {
        return ContractExecution.of(harnesses, EnumSet.of(first, others));
    }

    private int run(String... arguments) {
        return run(PATIENCE, arguments);
    }

    private int run(Duration patience, String... arguments) {
        return new RunnerCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        patience,
                        harnesses -> run(harnesses, Rule.C_05))
                .run(arguments);
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aCorrectAdapterPassesEveryRule() {
        ContractReport report = ContractRunner.run(MemoryHarness::new);

        assertThat(report.limits()).isEmpty();
        assertThat(report.toString()).doesNotContain("within limits");
        assertThat(report.passed()).isTrue();
        assertThat(report.adapter()).isEqualTo("in-memory adapter, fake clock");
        assertThat(report.details()).containsEntry("time", "fake clock");
        assertThat(report.rules()).extracting(RuleResult::rule).containsExactly(Rule.values());
        assertThat(report.rules()).allSatisfy(rule -> {
            assertThat(rule.state()).isEqualTo(RuleState.PASSED);
            assertThat(rule.tests()).isNotEmpty();
            assertThat(rule.time()).isPositive();
            assertThat(rule.reason()).isEmpty();
        });
    }

    @Test
    void aBrokenRuleIsReportedWithTheFrameOfTheContract() {
        ContractReport report = run(BreaksC05::new, Rule.C_03, Rule.C_05, Rule.C_11);

        RuleResult broken = report.rules().get(Rule.C_05.ordinal());
        assertThat(report.passed()).isFalse();
        assertThat(broken.state()).isEqualTo(RuleState.FAILED);
        assertThat(broken.reason()).isNotBlank().doesNotContain("\n");
        assertThat(broken.tests())
                .anySatisfy(test -> assertThat(test.message()).isNotBlank().doesNotContain("broken by"));
        assertThat(report.summary()).anyMatch(line -> line.startsWith("failed: C-05 "));
        assertThat(report.tests())
                .filteredOn(test -> test.state() == RuleState.FAILED)
                .isNotEmpty()
                .allSatisfy(
                        test -> assertThat(test.location())
                                .as("the frame of the contract")
                                .matches(
                                        "dev\\.coordination\\.junit\\.contract\\.(history\\.)?\\w+\\..+\\(\\w+\\.java:\\d+\\)"));
    }

    @Test
    void aFailedTestIsReportedWithItsWholeMessageAndTheFrameOfTheAdapter() {
        String text = "[seed 17]\n  [\"k\", 1]\n\nbroken by hand:\n[C-05 is not a rule]";
        ContractReport report = run(() -> new Throwing(text), Rule.C_05);

        TestResult deleting = report.tests().stream()
                .filter(test -> test.name().equals("C-05 delete returns true exactly when the key was present"))
                .findFirst()
                .orElseThrow();
        assertThat(deleting.message()).endsWith(text);
        assertThat(deleting.location()).startsWith(Throwing.class.getName() + ".lambda$");
        assertThat(report.toString().lines())
                .containsSubsequence(
                        "failed: " + deleting.name(),
                        "  cache.delete(\"k\") should have returned, but threw java.lang.IllegalStateException: [seed 17]",
                        "    [\"k\", 1]",
                        "",
                        "  broken by hand:",
                        "  [C-05 is not a rule]",
                        "  at " + deleting.location(),
                        "");
        assertThat(report.summary())
                .anyMatch(line -> line.startsWith("failed: " + deleting.name() + ": ")
                        && line.endsWith(" (at " + deleting.location() + ")"));
    }

    @Test
    void rulesThatNeedAMissingCapabilityAreSkippedOrPartlyPassed() {
        ContractReport report = run(LessCapable::new, Rule.G_04, Rule.C_06, Rule.S_12);

        RuleResult areas = report.rules().get(Rule.G_04.ordinal());
        assertThat(areas.state()).isEqualTo(RuleState.PARTLY_PASSED);
        assertThat(areas.count(RuleState.PASSED)).isPositive();
        assertThat(areas.reason())
                .isEqualTo("passed %d of %d, 1 skipped: needs DELETE_MATCHING"
                        .formatted(areas.tests().size() - 1, areas.tests().size()));
        assertThat(report.summary())
                .contains("partly passed: G-04: " + areas.reason())
                .first()
                .asString()
                .matches("\\d+ rules: \\d+ passed, \\d+ partly passed, 0 failed, \\d+ skipped, \\d+ not run .*");
        assertThat(report.toString().lines())
                .anyMatch(line -> line.matches("  G-04  partly passed .* " + areas.reason()));
        assertThat(report.rules().get(Rule.C_06.ordinal()).reason()).matches("\\d+ skipped: needs DELETE_MATCHING");
        RuleResult skipped = report.rules().get(Rule.S_12.ordinal());
        assertThat(skipped.state()).isEqualTo(RuleState.SKIPPED);
        assertThat(skipped.reason()).isEqualTo(skipped.tests().size() + " skipped: needs SUBSCRIPTION_LOSS");
        assertThat(report.count(RuleState.SKIPPED)).isPositive();
        assertThat(report.summary())
                .anyMatch(line -> line.startsWith("skipped: S-12: "))
                .noneMatch(line -> line.startsWith("failed: "));
    }

    /** No test of another rule needs the missing capabilities without saying so. */
    @Test
    @Tag("one-jdk")
    void anAdapterWithoutSomeCapabilitiesPassesTheWholeContract() {
        ContractReport report = ContractRunner.run(LessCapable::new);

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.summary()).noneMatch(line -> line.startsWith("failed: "));
        assertThat(report.count(RuleState.NOT_RUN)).isZero();
        assertThat(report.count(RuleState.SKIPPED)).isPositive();
        assertThat(report.count(RuleState.PARTLY_PASSED)).isPositive();
    }

    @Test
    void theLimitsWithinWhichAnAdapterPassedAreReported() {
        Limits limits = Limits.ofPort().withNames(250).withTtlStep(Duration.ofSeconds(1));
        String shown = "names up to 250 bytes, TTLs in steps of PT1S";

        ContractReport report = run(() -> new LimitedHarness(limits), Rule.G_01, Rule.G_02);

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.limits()).isEqualTo(shown);
        assertThat(report.summary()).contains("passed within limits: " + shown);
        assertThat(report.toString()).endsWith("passed within limits: " + shown);
    }

    @Test
    void anAdapterThatDoesNotEnforceItsLimitsFails() {
        Limits limits = Limits.ofPort().withNames(250);

        ContractReport report = run(
                () -> new ForwardingHarness(new MemoryHarness()) {
                    @Override
                    public Limits limits() {
                        return limits;
                    }
                },
                Rule.G_01);

        assertThat(report.rules().get(Rule.G_01.ordinal()).state()).isEqualTo(RuleState.FAILED);
        assertThat(report.summary()).contains("failed within limits: names up to 250 bytes");
    }

    @Test
    void aHarnessThatCannotBeCreatedFailsEveryRule() {
        ContractReport report = ContractRunner.run(() -> {
            throw new IllegalStateException("no such host");
        });

        assertThat(report.passed()).isFalse();
        assertThat(report.adapter()).isEqualTo("unknown adapter");
        assertThat(report.rules()).allSatisfy(rule -> {
            assertThat(rule.state()).isEqualTo(RuleState.FAILED);
            assertThat(rule.reason()).contains("no such host");
        });
    }

    @Test
    void harnessesWithDifferentDescriptionsAreRefused() {
        AtomicInteger count = new AtomicInteger();
        Supplier<CoordinationHarness> supplier = () -> new ForwardingHarness(new MemoryHarness()) {
            private final int number = count.incrementAndGet() % 2;

            @Override
            public String description() {
                return "adapter " + number;
            }
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> run(supplier, Rule.C_05))
                .withMessage(
                        "all harnesses of a run must have the same description, but they have [adapter 0, adapter 1]");
    }

    @Test
    void theProgramExitsWithOneIfARuleIsBroken() {
        assertThat(run(BreaksC05.class.getName())).isEqualTo(1);

        assertThat(printed())
                .anyMatch(line -> line.matches("  C-05  failed +\\d+ ms  Deleting +failed \\d of \\d"))
                .anyMatch(line -> line.startsWith("failed: C-05 "));
        assertThat(errors()).isEmpty();
    }

    @Test
    void aMissingClassIsReportedInOneLineWithStatusTwo() {
        assertThat(run("com.example.Missing")).isEqualTo(2);

        assertThat(printed()).isEmpty();
        assertThat(errors())
                .containsExactly("The contract was not run: com.example.Missing cannot be loaded:"
                        + " java.lang.ClassNotFoundException: com.example.Missing");
    }

    @Test
    void aClassThatIsNotAHarnessIsReportedInOneLineWithStatusTwo() {
        assertThat(run("java.lang.String")).isEqualTo(2);

        assertThat(errors()).containsExactly("The contract was not run: java.lang.String is not a CoordinationHarness");
    }

    @Test
    void aHarnessThatDoesNotStartIsReportedWithTheReasonAndStatusTwo() {
        assertThat(run(FailsToStart.class.getName())).isEqualTo(2);

        assertThat(printed()).isEmpty();
        assertThat(errors())
                .startsWith(
                        "The contract was not run: " + FailsToStart.class.getName()
                                + " cannot be started: java.lang.IllegalStateException: no server",
                        "java.lang.IllegalStateException: no server",
                        "and more");
    }

    @Test
    void aHarnessThatNeverStartsTimesOutWithStatusTwo() {
        assertThat(run(Duration.ofMillis(200), BrokenHarnesses.NeverConnects.class.getName()))
                .isEqualTo(2);

        assertThat(errors())
                .anyMatch(line -> line.contains(BrokenHarnesses.class.getName() + "$NeverConnects.connect("))
                .first()
                .asString()
                .endsWith("$NeverConnects cannot be started: java.util.concurrent.TimeoutException:"
                        + " it did not start and close within 200 ms");
    }

    @Test
    void aHarnessWhoseConstructorHasParametersIsReportedInOneLineWithStatusTwo() {
        assertThat(run(FaultyHarness.class.getName())).isEqualTo(2);

        assertThat(errors()).singleElement().asString().contains("must have a constructor without parameters");
    }

    @Test
    void anythingButOneArgumentIsRefused() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors())
                .containsExactly(
                        "The contract was not run: expected one argument, the name of a harness class, but got 0");
    }

    /** A harness for an adapter that does not delete by pattern and whose subscriptions cannot be cut. */
    static final class LessCapable extends DistortedHarness {

        LessCapable() {
            super(new MemoryHarness(), (operation, original) -> {
                if (operation.getName().equals("deleteMatching")) {
                    throw new UnsupportedOperationException("no deleting by pattern (G-08)");
                }
                return original.call();
            });
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.complementOf(EnumSet.of(Capability.DELETE_MATCHING, Capability.SUBSCRIPTION_LOSS));
        }

        @Override
        public void cutSubscriptions() {
            throw new UnsupportedOperationException("the harness lacks the capability SUBSCRIPTION_LOSS");
        }
    }

    /** A harness for an adapter whose {@code delete} throws. */
    static final class Throwing extends DistortedHarness {

        Throwing(String message) {
            super(new MemoryHarness(), (operation, original) -> {
                if (operation.getName().equals("delete")) {
                    throw new IllegalStateException(message);
                }
                return original.call();
            });
        }
    }

    /** A harness for an adapter that breaks rule C-05. */
    static final class BreaksC05 extends ForwardingHarness {

        BreaksC05() {
            super(new FaultyHarness(FaultyAdapter.ALL.stream()
                    .filter(fault -> fault.breaks == Rule.C_05)
                    .findFirst()
                    .orElseThrow()));
        }
    }

    /** A harness whose constructor throws, as if its server did not start. */
    static final class FailsToStart extends ForwardingHarness {

        FailsToStart() {
            super(new MemoryHarness());
            throw new IllegalStateException("no server\nand more");
        }
    }
}
