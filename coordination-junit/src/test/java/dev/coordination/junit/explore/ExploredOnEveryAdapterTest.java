// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests that a test in a class with {@link OnEveryAdapter} is explored on each adapter. */
class ExploredOnEveryAdapterTest {

    @Test
    void eachScheduleHasItsOwnHarnessOfTheAdapter() {
        CountingHarness.created.set(0);
        FixtureRun run = FixtureRun.of(BothTestCase.class);

        run.assertPassed(2);
        assertThat(run.reports(EveryInterleaving.REPORT))
                .hasSize(2)
                .allSatisfy(report -> assertThat(report).startsWith("proved for every schedule ("));
        assertThat(CountingHarness.created.get()).isGreaterThan(2);
        assertThat(CountingHarness.open.get()).isZero();
    }

    @OnEveryAdapter({MemoryHarness.class, CountingHarness.class})
    static class BothTestCase {

        @EveryInterleaving
        void noHitIsLost(Nodes nodes, DistributedCoordination reader) throws Exception {
            nodes.run(a -> a.cache().increment("hits", 1), b -> b.cache().increment("hits", 1));
            assertThat(reader.cache().getText("hits")).contains("2");
        }
    }

    @Test
    void aFailureNamesTheAdapter() {
        FixtureRun run = FixtureRun.of(FailingTestCase.class);

        assertThat(run.failure())
                .hasMessageStartingWith("[in-memory adapter, fake clock] ")
                .cause()
                .isInstanceOf(ExplorationFailedError.class);
    }

    @OnEveryAdapter(MemoryHarness.class)
    static class FailingTestCase {

        @EveryInterleaving
        void noHitIsLost(Nodes nodes) throws Exception {
            new EveryInterleavingTest.LostUpdateTestCase().noHitIsLost(nodes);
        }
    }

    /** Public, because the extension creates it. */
    public static final class CountingHarness implements CoordinationHarness {

        static final AtomicInteger created = new AtomicInteger();
        static final AtomicInteger open = new AtomicInteger();

        private final MemoryHarness memory = new MemoryHarness();

        /** Creates a harness. */
        public CountingHarness() {
            created.incrementAndGet();
            open.incrementAndGet();
        }

        @Override
        public DistributedCoordination connect() {
            return memory.connect();
        }

        @Override
        public TimeControl time() {
            return memory.time();
        }

        @Override
        public int subscriptionBuffer() {
            return memory.subscriptionBuffer();
        }

        @Override
        public String description() {
            return "counting harness";
        }

        @Override
        public void close() {
            open.decrementAndGet();
            memory.close();
        }
    }
}
