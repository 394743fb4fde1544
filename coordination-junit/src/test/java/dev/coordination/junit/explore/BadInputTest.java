// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the messages about tests that misuse exploration. */
class BadInputTest {

    /** Returns the first line of each failure, by test. */
    private static Map<String, String> firstLines(Class<?> fixture) {
        FixtureRun run = FixtureRun.of(fixture);
        assertThat(run.passed()).isEmpty();
        Map<String, String> lines = new TreeMap<>();
        for (int i = 0; i < run.failed().size(); i++) {
            String message = run.failures().get(i).getMessage();
            lines.put(
                    run.failed().get(i).replace("(Nodes)", ""),
                    message.lines().findFirst().orElse(""));
        }
        return lines;
    }

    @Test
    void ofNodes() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("noNodes", "the program has run no nodes: it must call nodes.run(...)");
        expected.put("noCode", "IllegalArgumentException: run takes the code of at least one node, but got none");
        expected.put(
                "tooManyWithoutNames",
                "IllegalArgumentException: run takes the code of at most 26 nodes without names, but got 27");
        expected.put(
                "tooMany",
                "a program can have at most 62 actors (nodes, their threads, tasks, listeners, and subscriptions that may be"
                        + " lost), but n9 would be one too many");
        expected.put(
                "name",
                "IllegalArgumentException: the name of a node must consist of 1 to 32 letters, digits, hyphens and"
                        + " underscores, and must be neither \"time\" nor \"end\", but was \"time\"");

        assertThat(firstLines(NodesTestCase.class)).isEqualTo(expected);
    }

    static class NodesTestCase {

        @EveryInterleaving
        void noNodes(Nodes nodes) {
            nodes.node("a").cache().exists("key");
        }

        @EveryInterleaving
        void noCode(Nodes nodes) throws Exception {
            nodes.run();
        }

        @EveryInterleaving
        void tooManyWithoutNames(Nodes nodes) throws Exception {
            NodeCode[] codes = new NodeCode[27];
            Arrays.fill(codes, (NodeCode) node -> node.cache().exists("key"));
            nodes.run(codes);
        }

        @EveryInterleaving
        void tooMany(Nodes nodes) throws Exception {
            Map<String, NodeCode> codes = new TreeMap<>();
            for (int i = 1; i <= 63; i++) {
                codes.put("n" + i, node -> node.cache().exists("key"));
            }
            nodes.run(codes);
        }

        @EveryInterleaving
        void name(Nodes nodes) throws Exception {
            nodes.run(Map.of("time", node -> node.cache().exists("key")));
        }
    }

    @Test
    void ofRunsWithFaults() {
        assertThat(FixtureRun.of(NoNodesWithFaultsTestCase.class).failure())
                .hasMessage("the program has run no nodes: it must call nodes.run(...)");
    }

    static class NoNodesWithFaultsTestCase {

        @EveryFault
        void noNodes(Nodes nodes) {}
    }

    @Test
    void ofThreads() {
        String itself = " must be called by the program itself, on its own thread, and not by the code of a node";

        assertThat(firstLines(ThreadsTestCase.class))
                .isEqualTo(Map.of(
                        "run", "IllegalStateException: nodes.run(...)" + itself,
                        "advance", "IllegalStateException: nodes.advance(...)" + itself,
                        "ownThread",
                                "the thread \"own\" calls cache.exists(\"key\"), but the exploration does not control this"
                                        + " thread: use node.scheduler() or node.spawn(...) instead of other threads and"
                                        + " executors"));
    }

    static class ThreadsTestCase {

        @EveryInterleaving
        void run(Nodes nodes) throws Exception {
            nodes.run(a -> nodes.run(b -> b.cache().exists("key")));
        }

        @EveryInterleaving
        void advance(Nodes nodes) throws Exception {
            nodes.run(a -> nodes.advance(Duration.ofSeconds(1)));
        }

        @EveryInterleaving
        void ownThread(Nodes nodes) throws Exception {
            nodes.run(a -> {
                Thread own = new Thread(() -> a.cache().exists("key"), "own");
                own.setUncaughtExceptionHandler((thread, failure) -> {});
                own.start();
                own.join();
            });
        }
    }

    @Test
    void ofTokens() {
        assertThat(firstLines(TokensTestCase.class))
                .isEqualTo(Map.of(
                        "broken",
                        "@EveryInterleaving on TokensTestCase.broken: the token must consist of parts such as \"a\", \"a*3\","
                                + " \"time\" or \"b:not-sent\", separated by dots, but contains \"a*x\"",
                        "unknownNode",
                        "the token does not fit the program: z cannot make step 4: up to there, the nodes and their threads"
                                + " are a, b. Possible choices: b (starts)",
                        "tooLong",
                        "the token does not fit the program: a cannot make step 4: it has ended. Possible"
                                + " choices: b (starts)"));
    }

    static class TokensTestCase {

        private static void twoReads(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().exists("key"), b -> b.cache().exists("key"));
        }

        @EveryInterleaving(replay = "a*x")
        void broken(Nodes nodes) throws Exception {
            twoReads(nodes);
        }

        @EveryInterleaving(replay = "a*3.z")
        void unknownNode(Nodes nodes) throws Exception {
            twoReads(nodes);
        }

        @EveryInterleaving(replay = "a*30")
        void tooLong(Nodes nodes) throws Exception {
            twoReads(nodes);
        }
    }

    @Test
    void ofConditionsThatNeverHold() {
        assertThat(FixtureRun.of(VacuousTestCase.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .message()
                        .matches(
                                "sometimes \"it rains\" never held in [0-9]+ (schedules|runs): the test does not test what it is"
                                        + " meant to"));
    }

    static class VacuousTestCase {

        @EveryInterleaving
        void interleaved(Nodes nodes) throws Exception {
            nodes.run(a -> a.cache().exists("key"));
            nodes.sometimes("it rains", false);
        }

        @EveryFault
        void faulty(Nodes nodes) throws Exception {
            interleaved(nodes);
        }
    }

    @Test
    void aTimeoutEndsTheExploration() {
        Throwable failure = FixtureRun.of(TimeoutTestCase.class).failure();

        assertThat(failure)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("timed out after 100 milliseconds");
        assertThat(List.of(failure.getSuppressed()))
                .singleElement()
                .asString()
                .contains("the exploration was interrupted after ");
    }

    static class TimeoutTestCase {

        @Timeout(value = 100, unit = MILLISECONDS)
        @EveryInterleaving(strategy = Strategy.EXHAUSTIVE, maxSchedules = Long.MAX_VALUE)
        void takesForever(Nodes nodes) throws Exception {
            NodeCode code = node -> {
                for (int i = 0; i < 10; i++) {
                    node.cache().increment("hits", 1);
                }
            };
            nodes.run(code, code, code);
        }
    }
}
