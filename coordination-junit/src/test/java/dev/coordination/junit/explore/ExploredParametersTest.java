// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;

/** Tests the parameters of explored tests. */
class ExploredParametersTest {

    private static final String PARAMETER = "parameter [";
    private static final String IN_TEST = "dev.coordination.junit.explore.ExploredParametersTest$";

    @Test
    void belongToTheSchedule() {
        FixtureRun.of(TypesTestCase.class).assertPassed(2);
    }

    static class TypesTestCase {

        private final SharedCache fromConstructor;

        TypesTestCase(@dev.coordination.junit.Node("a") SharedCache fromConstructor) {
            this.fromConstructor = fromConstructor;
        }

        @EveryInterleaving
        void withoutAnnotation(
                Nodes nodes,
                Node node,
                DistributedCoordination coordination,
                SharedCache cache,
                PubSub pubSub,
                LeaderElection leaders,
                ClusterMembership cluster,
                ScheduledExecutorService scheduler,
                Clock clock)
                throws Exception {
            assertThat(node.name()).isEqualTo("test");
            assertThat(coordination).isSameAs(node).isSameAs(nodes.node("test"));
            cache.setText("key", "value", ofSeconds(10));
            assertThat(coordination.cache().getText("key")).contains("value");
            assertThat(pubSub.publish("channel", new byte[0])).isZero();
            assertThat(leaders.currentLeader("election")).isEmpty();
            assertThat(cluster.activeNodes()).isEmpty();
            scheduler.schedule(() -> cache.setText("done", "yes"), 5, SECONDS);
            long before = clock.millis();
            nodes.run(a -> a.cache().exists("key"));
            nodes.advance(ofSeconds(10));
            assertThat(clock.millis() - before).isEqualTo(10_000);
            assertThat(cache.exists("key")).isFalse();
            assertThat(cache.exists("done")).isTrue();
        }

        @EveryInterleaving
        void withAnnotation(
                Nodes nodes,
                @dev.coordination.junit.Node("a") Node a,
                @dev.coordination.junit.Node("b") DistributedCoordination b,
                @dev.coordination.junit.Node("b") ScheduledExecutorService schedulerOfB)
                throws Exception {
            assertThat(a).isSameAs(nodes.node("a"));
            assertThat(b).isSameAs(nodes.node("b"));
            assertThat(schedulerOfB).isSameAs(nodes.node("b").scheduler());
            nodes.run(x -> fromConstructor.increment("hits", 1), y -> b.cache().increment("hits", 1));
            assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
        }
    }

    @Test
    void aClassMayHaveTheCoordinationExtensionForItsOtherTests() {
        FixtureRun.of(MixedTestCase.class).assertPassed(2);
    }

    @CoordinationTest
    static class MixedTestCase {

        @BeforeEach
        void prepare(DistributedCoordination coordination) {
            coordination.cache().setText("hits", "1");
        }

        @Test
        void anOrdinaryTest(SharedCache cache, FakeClock clock) {
            cache.expire("hits", ofSeconds(1));
            clock.advance(ofSeconds(1));
            assertThat(cache.exists("hits")).isFalse();
        }

        @EveryInterleaving
        void anExploredTest(Nodes nodes, DistributedCoordination coordination) throws Exception {
            nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));
            assertThat(coordination.cache().getText("hits")).contains("3");
        }
    }

    @Test
    void aFakeClockIsRefused() {
        assertThat(FixtureRun.of(FakeClockTestCase.class).failure())
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessage(PARAMETER + "dev.coordination.memory.FakeClock clock] of [void " + IN_TEST
                        + "FakeClockTestCase.test(dev.coordination.junit.explore.Nodes,dev.coordination.memory.FakeClock)]:"
                        + " an exploration does not provide FakeClock, because the schedule decides when time passes; use"
                        + " Nodes.advance, or a java.time.Clock to read the time");
    }

    static class FakeClockTestCase {

        @EveryInterleaving
        void test(Nodes nodes, FakeClock clock) {}
    }

    @Test
    void aTimeControlIsRefused() {
        assertThat(FixtureRun.of(TimeControlTestCase.class).failure())
                .hasMessage(PARAMETER + "dev.coordination.junit.harness.TimeControl time] of [void " + IN_TEST
                        + "TimeControlTestCase.test(dev.coordination.junit.explore.Nodes,"
                        + "dev.coordination.junit.harness.TimeControl)]:"
                        + " an exploration does not provide TimeControl, because the schedule decides when time passes; use"
                        + " Nodes.advance, or a java.time.Clock to read the time");
    }

    static class TimeControlTestCase {

        @EveryFault
        void test(Nodes nodes, TimeControl time) {}
    }

    @Test
    void aBackendIsRefused() {
        assertThat(FixtureRun.of(BackendTestCase.class).failure())
                .hasMessage(PARAMETER + "dev.coordination.memory.MemoryBackend backend] of [void " + IN_TEST
                        + "BackendTestCase.prepare(dev.coordination.memory.MemoryBackend)]: an exploration does not provide"
                        + " MemoryBackend, because calls on its handles would not be part of the schedule; use"
                        + " Nodes.node for another handle");
    }

    static class BackendTestCase {

        @BeforeEach
        void prepare(MemoryBackend backend) {}

        @EveryInterleaving
        void test(Nodes nodes) {}
    }

    @Test
    void anAnnotationThatNamesANodeIsRefusedOnNodes() {
        assertThat(FixtureRun.of(NodeOfNodesTestCase.class).failure())
                .hasMessage("@Node(\"a\") on parameter [dev.coordination.junit.explore.Nodes nodes] of [void " + IN_TEST
                        + "NodeOfNodesTestCase.test(dev.coordination.junit.explore.Nodes)]: Nodes belongs to all nodes of a"
                        + " schedule; put @Node on a Node, DistributedCoordination, SharedCache, PubSub, LeaderElection,"
                        + " ClusterMembership or ScheduledExecutorService");
    }

    static class NodeOfNodesTestCase {

        @EveryInterleaving
        void test(@dev.coordination.junit.Node("a") Nodes nodes) {}
    }

    @Test
    void aTemporaryDirectoryIsRefused() {
        assertThat(FixtureRun.of(TempDirTestCase.class).failure())
                .hasMessage("@EveryInterleaving on TempDirTestCase.test: the @TempDir of the parameter"
                        + " [java.nio.file.Path directory] would be the same in each schedule; create a directory in the"
                        + " test");
    }

    static class TempDirTestCase {

        @EveryInterleaving
        void test(Nodes nodes, @TempDir Path directory) {}
    }
}
