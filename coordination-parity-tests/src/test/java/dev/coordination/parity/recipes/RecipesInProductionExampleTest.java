// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.memory.MemoryCoordination;
import dev.coordination.parity.ServerWithUri;
import dev.coordination.recipes.FencedLock;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of recipes in production in {@code docs/recipes.md}, in real time on Redis and in memory. */
@ExtendWith(ServerWithUri.class)
class RecipesInProductionExampleTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> errors = failures::add;

    @Test
    void anotherNodeTakesOverOnRedis(RedisServer server) throws Exception {
        String namespace = "example-" + UUID.randomUUID();
        try (DistributedCoordination observer = RedisCoordination.connect(server.uri(), namespace)) {
            anotherNodeTakesOver(
                    observer, onRedis(server.uri(), namespace, "a"), onRedis(server.uri(), namespace, "b"));
        }
    }

    private Started onRedis(URI uri, String namespace, String name) {
        RunningReport report = new RunningReport();
        DistributedCoordination redis =
                RedisCoordination.builder(uri, namespace).poolSize(16).build();
        ReportNode node = new ReportNode(redis, name, report, errors);
        return new Started(node, report);
    }

    @Test
    void anotherNodeTakesOverInMemory() throws Exception {
        try (MemoryBackend backend = MemoryBackend.inRealTime()) {
            anotherNodeTakesOver(backend.connect(), inMemory(backend.connect("a")), inMemory(backend.connect("b")));
        }
    }

    private Started inMemory(DistributedCoordination coordination) {
        RunningReport report = new RunningReport();
        return new Started(new ReportNode(coordination, "node", report, errors), report);
    }

    @Test
    void aSingleNodeInMemoryLeads() throws Exception {
        RunningReport report = new RunningReport();
        ReportNode node = new ReportNode(MemoryCoordination.create(), "node-a", report, errors);
        try (node) {
            assertThat(report.began.get(60, SECONDS)).isPositive();
        }
        assertThat(report.ended.getCount()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void aNodeWhoseReportFailsOrEndsResignsAndLeadsAgain() throws Exception {
        List<Long> tokens = new CopyOnWriteArrayList<>();
        RuntimeException failure = new IllegalStateException("the disk is full");
        RunningReport last = new RunningReport();
        ReportNode.Report report = token -> {
            tokens.add(token);
            if (tokens.size() == 1) {
                throw failure;
            }
            if (tokens.size() == 3) {
                last.write(token);
            }
        };
        ReportNode node = new ReportNode(MemoryCoordination.create(), "node-a", report, errors);
        try (node) {
            last.began.get(60, SECONDS);
        }

        assertThat(tokens).hasSize(3).isSorted().doesNotHaveDuplicates();
        assertThat(failures).containsExactly(failure);
    }

    @Test
    void nothingIsReleasedIfTheCoordinationIsClosedFirst() throws Exception {
        RunningReport report = new RunningReport();
        DistributedCoordination coordination = MemoryCoordination.create();
        ReportNode node = new ReportNode(coordination, "node-a", report, errors);
        try (node) {
            report.began.get(60, SECONDS);
            coordination.close();
        }
        assertThat(failures).hasAtLeastOneElementOfType(CoordinationClosedException.class);
    }

    private void anotherNodeTakesOver(DistributedCoordination observer, Started one, Started other) throws Exception {
        Object first =
                CompletableFuture.anyOf(one.report.began, other.report.began).get(60, SECONDS);
        boolean oneLeads = one.report.began.isDone();
        Started leader = oneLeads ? one : other;
        Started candidate = oneLeads ? other : one;
        leader.node.close();
        long second = candidate.report.began.get(60, SECONDS);
        candidate.node.close();

        assertThat(second).isGreaterThan((Long) first);
        assertThat(leader.report.ended.getCount()).isZero();
        assertThat(candidate.report.ended.getCount()).isZero();
        assertThat(observer.leaderElection().currentLeader("report")).isEmpty();
        assertThat(observer.clusterMembership().activeNodes()).isEmpty();
        assertThat(failures).isEmpty();
        for (Started started : List.of(one, other)) {
            assertThat(started.node.timers().awaitTermination(60, SECONDS)).isTrue();
            assertThat(started.node.workers().awaitTermination(60, SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelledTimersAreKeptUnlessTheSchedulerRemovesThem(boolean removed) throws Exception {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
        timers.setRemoveOnCancelPolicy(removed);
        try (DistributedCoordination coordination = MemoryCoordination.create()) {
            FencedLock lock = FencedLock.builder(coordination, "accounts", timers)
                    .leaseDuration(ofHours(3))
                    .renewing()
                    .build();
            for (int i = 0; i < 100; i++) {
                lock.lock(ofMinutes(1)).close();
            }

            assertThat(timers.getQueue()).hasSize(removed ? 0 : 100);
        } finally {
            timers.shutdownNow();
        }
    }

    /** Writes until it is interrupted, and tells the test when it begins and ends. */
    private static final class RunningReport implements ReportNode.Report {

        final CompletableFuture<Long> began = new CompletableFuture<>();
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void write(long fencingToken) throws InterruptedException {
            began.complete(fencingToken);
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
        }
    }

    private static final class Started {

        final ReportNode node;
        final RunningReport report;

        Started(ReportNode node, RunningReport report) {
            this.node = node;
            this.report = report;
        }
    }
}
