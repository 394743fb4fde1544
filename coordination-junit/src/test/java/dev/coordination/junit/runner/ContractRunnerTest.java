// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.junit.contract.Rule;
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
import org.junit.jupiter.api.Test;

class ContractRunnerTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new RunnerCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
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
    void aBrokenRuleIsReported() {
        String defect = FaultyAdapter.ALL.stream()
                .filter(fault -> fault.breaks == Rule.C_05)
                .findFirst()
                .orElseThrow()
                .defect;
        ContractReport report = ContractRunner.run(() -> new FaultyHarness(FaultyAdapter.of(defect)));

        RuleResult broken = report.rules().get(Rule.C_05.ordinal());
        assertThat(report.passed()).isFalse();
        assertThat(broken.state()).isEqualTo(RuleState.FAILED);
        assertThat(broken.reason()).isNotBlank().doesNotContain("\n");
        assertThat(broken.tests())
                .anySatisfy(test -> assertThat(test.message()).isNotBlank().doesNotContain("broken by"));
        assertThat(report.summary()).anyMatch(line -> line.startsWith("failed: C-05 "));
    }

    @Test
    void rulesOfAMissingCapabilityAreSkipped() {
        ContractReport report = ContractRunner.run(NoSubscriptionLoss::new);

        RuleResult skipped = report.rules().get(Rule.S_12.ordinal());
        assertThat(report.summary()).noneMatch(line -> line.startsWith("failed: "));
        assertThat(report.passed()).isTrue();
        assertThat(skipped.state()).isEqualTo(RuleState.SKIPPED);
        assertThat(skipped.reason()).contains("SUBSCRIPTION_LOSS");
        assertThat(report.count(RuleState.SKIPPED)).isPositive();
        assertThat(report.summary()).anyMatch(line -> line.startsWith("skipped: S-12: "));
    }

    @Test
    void theLimitsWithinWhichAnAdapterPassedAreReported() {
        Limits limits = Limits.ofPort().withNames(250).withTtlStep(Duration.ofSeconds(1));
        String shown = "names up to 250 bytes, TTLs in steps of PT1S";

        ContractReport report = ContractRunner.run(() -> new LimitedHarness(limits));

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.limits()).isEqualTo(shown);
        assertThat(report.summary()).contains("passed within limits: " + shown);
        assertThat(report.toString()).endsWith("passed within limits: " + shown);
    }

    @Test
    void limitsThatAreNotEnforcedAreNotPassed() {
        Limits limits = Limits.ofPort().withNames(250);

        ContractReport report = ContractRunner.run(() -> new ForwardingHarness(new MemoryHarness()) {
            @Override
            public Limits limits() {
                return limits;
            }
        });

        assertThat(report.rules().get(Rule.G_01.ordinal()).state()).isEqualTo(RuleState.FAILED);
        assertThat(report.summary()).contains("failed within limits: names up to 250 bytes");
    }

    @Test
    void theLimitsOfThePortAreNotReported() {
        ContractReport report = ContractRunner.run(MemoryHarness::new);

        assertThat(report.limits()).isEmpty();
        assertThat(report.toString()).doesNotContain("within limits");
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
                .isThrownBy(() -> ContractRunner.run(supplier))
                .withMessage(
                        "all harnesses of a run must have the same description, but they have [adapter 0, adapter 1]");
    }

    @Test
    void theProgramPrintsALineForEachRuleAndExitsWithZero() {
        assertThat(run(MemoryHarness.class.getName())).isZero();

        assertThat(printed()).first().isEqualTo("in-memory adapter, fake clock");
        for (Rule rule : Rule.values()) {
            assertThat(printed())
                    .as(rule.id())
                    .anyMatch(line -> line.matches("  " + rule.id() + "  passed +\\d+ ms  .*"));
        }
        int rules = Rule.values().length;
        assertThat(printed())
                .last()
                .asString()
                .startsWith(rules + " rules: " + rules + " passed, 0 failed, 0 skipped (");
        assertThat(errors()).isEmpty();
    }

    @Test
    void theProgramExitsWithOneIfARuleIsBroken() {
        assertThat(run(BreaksC05.class.getName())).isEqualTo(1);

        assertThat(printed()).anyMatch(line -> line.matches("  C-05  failed .*Deleting .*"));
        assertThat(errors()).isEmpty();
    }

    @Test
    void aMissingClassPrintsOneLineAndExitsWithTwo() {
        assertThat(run("com.example.Missing")).isEqualTo(2);

        assertThat(printed()).isEmpty();
        assertThat(errors())
                .containsExactly("The contract was not run: com.example.Missing cannot be loaded:"
                        + " java.lang.ClassNotFoundException: com.example.Missing");
    }

    @Test
    void aClassThatIsNotAHarnessPrintsOneLineAndExitsWithTwo() {
        assertThat(run("java.lang.String")).isEqualTo(2);

        assertThat(errors()).containsExactly("The contract was not run: java.lang.String is not a CoordinationHarness");
    }

    @Test
    void aHarnessThatDoesNotStartPrintsOneLineAndExitsWithTwo() {
        assertThat(run(FailsToStart.class.getName())).isEqualTo(2);

        assertThat(printed()).isEmpty();
        assertThat(errors()).singleElement().asString().contains(FailsToStart.class.getName(), "no server");
    }

    @Test
    void aHarnessWithParametersPrintsOneLineAndExitsWithTwo() {
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

    /** A harness that lacks a capability. */
    static final class NoSubscriptionLoss extends ForwardingHarness {

        NoSubscriptionLoss() {
            super(new MemoryHarness());
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.complementOf(EnumSet.of(Capability.SUBSCRIPTION_LOSS));
        }

        @Override
        public void cutSubscriptions() {
            throw new UnsupportedOperationException("the harness lacks the capability SUBSCRIPTION_LOSS");
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
