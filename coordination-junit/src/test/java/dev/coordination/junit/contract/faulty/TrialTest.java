// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.ContractRun.Failure;
import dev.coordination.junit.contract.threads.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;

class TrialTest {

    private static final Fault FAULT = Fault.of(Rule.C_03, "something is wrong");
    private static final Duration QUICK = Duration.ofMillis(1);

    private static final Failure FIRST = failure("C-03 first", QUICK);
    private static final Failure SECOND = failure("C-03 second", Duration.ofMillis(2));
    private static final Failure OTHER_RULE = failure("C-04 another rule", Duration.ofNanos(1));

    private static Failure failure(String name, Duration duration) {
        return new Failure(UniqueId.root("test", name), name, duration);
    }

    private static ContractRun run(Failure... failures) {
        return new ContractRun(FAULT, List.of(failures));
    }

    /** Answers each call from a script, by the number of the call, and records the calls. */
    private static final class Script implements Trial.Runner {

        private final List<String> asked = new ArrayList<>();
        private final IntFunction<ContractRun> rules;
        private final IntFunction<ContractRun> tests;
        private final AtomicInteger rulesRun = new AtomicInteger();
        private final AtomicInteger testsRun = new AtomicInteger();

        Script(IntFunction<ContractRun> rules, IntFunction<ContractRun> tests) {
            this.rules = rules;
            this.tests = tests;
        }

        @Override
        public ContractRun first() {
            return brokenRule();
        }

        @Override
        public ContractRun brokenRule() {
            add("rule");
            return rules.apply(rulesRun.incrementAndGet());
        }

        @Override
        public ContractRun test(UniqueId id) {
            add(id.getLastSegment().getValue());
            return tests.apply(testsRun.incrementAndGet());
        }

        private synchronized void add(String question) {
            asked.add(question);
        }
    }

    @Test
    void repeatsTheFastestFailingTestOfTheRule() {
        Script script = new Script(run -> run(SECOND, OTHER_RULE, FIRST), run -> run(FIRST));

        Trial trial = Trial.of(4, script);

        assertThat(script.asked).containsExactly("rule", "C-03 first", "C-03 first", "C-03 first");
        assertThat(trial.isCaughtInEveryRun()).isTrue();
        assertThat(trial.count()).isEqualTo("4 of 4");
    }

    @Test
    void runsAllTestsOfTheRuleIfTheRepeatedTestPasses() {
        Script script = new Script(run -> run(run == 1 ? FIRST : SECOND), run -> run == 2 ? run() : run(FIRST));

        Trial trial = Trial.of(4, script);

        assertThat(script.asked).containsExactly("rule", "C-03 first", "C-03 first", "rule", "C-03 first");
        assertThat(trial.missed()).isEmpty();
    }

    @Test
    void countsTheRunsThatMissAnIntermittentDefect() {
        Script script = new Script(run -> run == 1 ? run(FIRST) : run(), run -> run % 5 == 0 ? run() : run(FIRST));

        Trial trial = Trial.of(20, script);

        assertThat(trial.missed()).containsExactly(6, 11, 16);
        assertThat(trial.isCaughtInEveryRun()).isFalse();
        assertThat(trial.count()).isEqualTo("17 of 20");
    }

    @Test
    void missesADefectThatOnlyAnotherRuleCatches() {
        Script script = new Script(run -> run(OTHER_RULE), run -> run(FIRST));

        Trial trial = Trial.of(3, script);

        assertThat(script.asked).containsExactly("rule", "rule", "rule");
        assertThat(trial.missed()).containsExactly(1, 2, 3);
        assertThat(trial.count()).isEqualTo("0 of 3");
    }

    @Test
    void repeatsASlowTestInParallel() {
        Failure waiting = failure("C-03 waits", Duration.ofSeconds(10));
        int others = 4;
        CyclicBarrier together = new CyclicBarrier(others);

        Trial trial = Trial.of(1 + others, new Script(run -> run(run == 1 ? waiting : OTHER_RULE), run -> {
            int arrived = Unchecked.call(() -> together.await(10, TimeUnit.SECONDS));
            return arrived == 0 ? run() : run(waiting);
        }));

        assertThat(trial.missed()).hasSize(1);
        assertThat(trial.count()).isEqualTo("4 of 5");
    }
}
