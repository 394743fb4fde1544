// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

class EveryFaultTest {

    private static void once(Node node) {
        if (node.leaderElection()
                .tryAcquire("job", node.name() + "-" + node.incarnation(), ofSeconds(30))
                .isPresent()) {
            node.cache().setText("done", "yes");
        }
    }

    @Test
    void isRunWithoutAFaultAndThenWithEachFaultAtEachCall() {
        FixtureRun run = FixtureRun.of(CorrectTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).startsWith("no fault").doesNotHaveDuplicates();
        assertThat(run.passed()).hasSize(1 + 2 * 2 + 2 * 2);
        assertThat(run.reports(EveryInterleaving.REPORT))
                .containsExactly(run.passed().size() + " runs: one without a fault, and one for each fault");
    }

    static class CorrectTestCase {

        @EveryFault(kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST})
        void theJobIsDone(Nodes nodes) throws Exception {
            nodes.run(Map.of("a", EveryFaultTest::once));
            nodes.advance(ofSeconds(30));
            nodes.run(Map.of("b", EveryFaultTest::once));
            assertThat(nodes.node("test").cache().exists("done")).isTrue();
        }
    }

    @Test
    void aFailureNamesTheFaultAndTheCall() {
        FixtureRun run = FixtureRun.of(LostWriteTestCase.class);

        assertThat(run.failed()).hasSizeGreaterThan(1);
        assertThat(run.passed()).contains("no fault");
        for (int i = 0; i < run.failed().size(); i++) {
            assertThat(run.failures().get(i))
                    .isInstanceOf(ExplorationFailedError.class)
                    .hasMessageContaining(run.failed().get(i))
                    .hasMessageContaining("add replay = \"")
                    .cause()
                    .hasMessageContaining("Expecting value to be true but was false");
        }
        assertThat(run.failed().toString()).contains("cache.set").contains("leaderElection.tryAcquire");
    }

    static class LostWriteTestCase {

        @EveryFault(kinds = FaultKind.NOT_SENT)
        void theJobIsDone(Nodes nodes) throws Exception {
            nodes.run(EveryFaultTest::once);
            assertThat(nodes.node("test").cache().exists("done")).isTrue();
        }
    }

    @Test
    void aFailureCanBeReplayed() {
        FixtureRun run = FixtureRun.of(ReplayTestCase.class);

        assertThat(run.failed()).containsExactly("replay of a*2:not-sent.a*2");
        assertThat(run.failure()).isInstanceOf(ExplorationFailedError.class);
    }

    static class ReplayTestCase {

        @EveryFault(kinds = FaultKind.NOT_SENT, replay = "a*2:not-sent.a*2")
        void theJobIsDone(Nodes nodes) throws Exception {
            new LostWriteTestCase().theJobIsDone(nodes);
        }
    }

    @Test
    void reachesCallsThatAreMadeOnlyAfterAFault() {
        FixtureRun one = FixtureRun.of(OneFaultTestCase.class);
        FixtureRun two = FixtureRun.of(TwoFaultsTestCase.class);

        assertThat(one.failed()).isEmpty();
        assertThat(two.failed()).isNotEmpty();
        assertThat(two.passed().size() + two.failed().size())
                .isGreaterThan(one.passed().size());
    }

    /** Retries a failed write, but only once. */
    private static void writeTwice(Nodes nodes) throws Exception {
        nodes.run(a -> {
            try {
                a.cache().setText("done", "yes");
            } catch (dev.coordination.CoordinationUnavailableException e) {
                a.cache().setText("done", "yes");
            }
        });
        assertThat(nodes.node("test").cache().exists("done")).isTrue();
    }

    static class OneFaultTestCase {

        @EveryFault(kinds = FaultKind.NOT_SENT)
        void isWritten(Nodes nodes) throws Exception {
            writeTwice(nodes);
        }
    }

    static class TwoFaultsTestCase {

        @EveryFault(kinds = FaultKind.NOT_SENT, faults = 2)
        void isWritten(Nodes nodes) throws Exception {
            writeTwice(nodes);
        }
    }

    @Test
    void restartsNodesIfAskedTo() {
        FixtureRun run = FixtureRun.of(RestartTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(RestartTestCase.INCARNATIONS).contains(1, 2);
        assertThat(run.passed().toString()).contains("to be restarted");
        assertThat(FixtureRun.of(CorrectTestCase.class).passed().toString()).doesNotContain("restarted");
    }

    static class RestartTestCase {

        static final Set<Integer> INCARNATIONS = java.util.concurrent.ConcurrentHashMap.newKeySet();

        @EveryFault(kinds = FaultKind.DEATH, restart = true)
        void startsAgain(Nodes nodes) throws Exception {
            nodes.run(a -> {
                INCARNATIONS.add(a.incarnation());
                a.cache().setText("done", "yes");
            });
        }
    }

    @Test
    void canBeOneInvocation() {
        FixtureRun correct = FixtureRun.of(SummaryTestCase.class);
        FixtureRun wrong = FixtureRun.of(FailingSummaryTestCase.class);

        assertThat(correct.failures()).isEmpty();
        assertThat(correct.passed()).containsExactly("every fault");
        assertThat(correct.reports(EveryInterleaving.REPORT))
                .singleElement()
                .asString()
                .contains("leaderElection.tryAcquire: not-sent 2, reply-lost 2");
        assertThat(wrong.failed()).containsExactly("every fault");
        assertThat(wrong.failure()).isInstanceOf(ExplorationFailedError.class);
    }

    static class SummaryTestCase {

        @EveryFault(
                summary = true,
                kinds = {FaultKind.NOT_SENT, FaultKind.REPLY_LOST})
        void theJobIsDone(Nodes nodes) throws Exception {
            new CorrectTestCase().theJobIsDone(nodes);
        }
    }

    static class FailingSummaryTestCase {

        @EveryFault(summary = true)
        void theJobIsDone(Nodes nodes) throws Exception {
            new LostWriteTestCase().theJobIsDone(nodes);
        }
    }

    @Test
    void eachRunIsAnOrdinaryTestWithItsLifecycle() {
        LifecycleTestCase.LOG.clear();
        FixtureRun run = FixtureRun.of(LifecycleTestCase.class);

        assertThat(run.failures()).isEmpty();
        int runs = run.passed().size();
        assertThat(runs).isEqualTo(2);
        List<String> one = List.of("constructor", "before", "test", "after", "watcher");
        assertThat(LifecycleTestCase.LOG).containsExactlyElementsOf(concat(one, one));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    @ExtendWith(LifecycleTestCase.Watcher.class)
    static class LifecycleTestCase {

        static final Queue<String> LOG = new ConcurrentLinkedQueue<>();

        private final Nodes nodes;

        LifecycleTestCase(Nodes nodes) {
            LOG.add("constructor");
            this.nodes = nodes;
        }

        @BeforeEach
        void before(Nodes same) {
            LOG.add("before");
            assertThat(same).isSameAs(nodes);
        }

        @EveryFault(kinds = FaultKind.NOT_SENT)
        void test(Nodes same) throws Exception {
            LOG.add("test");
            assertThat(same).isSameAs(nodes);
            nodes.run(a -> a.cache().exists("key"));
        }

        @AfterEach
        void after() {
            LOG.add("after");
            assertThat(nodes.node("test").cache().exists("key")).isFalse();
        }

        static class Watcher implements TestWatcher {

            @Override
            public void testSuccessful(ExtensionContext context) {
                LOG.add("watcher");
            }
        }
    }

    @Test
    void aFailedAssumptionAbortsTheRun() {
        FixtureRun run = FixtureRun.of(AbortedTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.aborted()).containsExactly("no fault");
    }

    static class AbortedTestCase {

        @EveryFault
        void test(Nodes nodes) {
            assumeTrue(false, "another machine");
        }
    }

    @Test
    void whatALifecycleMethodThrowsFailsTheRun() {
        assertThat(FixtureRun.text(FixtureRun.of(BeforeFailsTestCase.class).failure()))
                .contains("before fails");
        assertThat(FixtureRun.text(FixtureRun.of(ConstructorFailsTestCase.class).failure()))
                .contains("constructor fails");
        assertThat(FixtureRun.text(FixtureRun.of(AfterFailsTestCase.class).failure()))
                .contains("after fails");
    }

    static class BeforeFailsTestCase {

        @BeforeEach
        void before() {
            throw new AssertionError("before fails");
        }

        @EveryFault
        void test(Nodes nodes) {
            throw new AssertionError("not to be run");
        }
    }

    static class ConstructorFailsTestCase {

        ConstructorFailsTestCase() {
            throw new AssertionError("constructor fails");
        }

        @EveryFault
        void test(Nodes nodes) {
            throw new AssertionError("not to be run");
        }
    }

    static class AfterFailsTestCase {

        @EveryFault(kinds = FaultKind.NOT_SENT)
        void test(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().exists("key"));
        }

        @AfterEach
        void after() {
            throw new AssertionError("after fails");
        }
    }

    @Test
    void aPlannedFaultThatIsNotInjectedFailsTheRun() {
        ForgetfulTestCase.runs = 0;
        FixtureRun run = FixtureRun.of(ForgetfulTestCase.class);

        assertThat(run.passed()).containsExactly("no fault");
        assertThat(run.failed()).isNotEmpty();
        assertThat(new HashSet<>(run.failed())).hasSameSizeAs(run.failed());
        assertThat(run.failures())
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(ExplorationFailedError.class)
                        .hasMessageContaining("was not injected"));
    }

    static class ForgetfulTestCase {

        static int runs;

        @EveryFault(kinds = FaultKind.NOT_SENT)
        void makesItsCallOnlyOnce(Nodes nodes) throws Exception {
            boolean first = runs++ == 0;
            nodes.run(a -> {
                if (first) {
                    a.cache().exists("key");
                }
            });
        }
    }
}
