// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the report about an exploration, and its progress while it is running. */
class ExplorationReportTest {

    @Test
    void hasALineForEachLevelAndEachCall() {
        ExplorationResult result = new ExplorationResult(
                Verdict.BOUNDED,
                "every schedule with at most 2 preemptions",
                Optional.empty(),
                List.of(
                        new LevelResult(Level.ORDER, Verdict.PROVED, 64, 3, Duration.ofMillis(12)),
                        new LevelResult(Level.TIME, Verdict.BOUNDED, 50_123, 1_000, Duration.ofMillis(1_300))),
                List.of(
                        new Coverage("cache.get", FaultKind.NOT_SENT, 1_200),
                        new Coverage("cache.get", FaultKind.REPLY_LOST, 7),
                        new Coverage("cache.set", FaultKind.DEATH, 1)),
                List.of(),
                14,
                Duration.ofMillis(1_312));

        assertThat(ExplorationReport.text(result)).isEqualTo("""
                        every schedule with at most 2 preemptions
                          orders alone: proved, 64 schedules, 3 abandoned as redundant, 12 ms
                          orders and time: proved within the preemption limit, 50,123 schedules, 1,000 abandoned as redundant, 1,300 ms
                          longest schedule: 14 steps
                          faults, with the number of schedules in which they were injected:
                            cache.get: not-sent 1,200, reply-lost 7
                            cache.set: death 1""");
    }

    @Test
    void progressSaysHowManySchedulesHaveBeenRunAndWhatIsBeingTried() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExplorationLog log = new ExplorationLog(new PrintStream(out, true, StandardCharsets.UTF_8), "CounterTest.test");

        log.accept(new ExplorationProgress(Level.ORDER, Strategy.RANDOM, 0, Duration.ZERO));
        log.accept(new ExplorationProgress(Level.TIME, Strategy.REDUCED, 50_000, Duration.ofMillis(2_500)));
        log.accept(new ExplorationProgress(Level.CRASH, Strategy.BOUNDED, 120_000, Duration.ofSeconds(4)));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Exploring CounterTest.test: 0 schedules, 0 per second; orders alone, at random",
                        "Exploring CounterTest.test: 50,000 schedules, 20,000 per second; orders and time, one of each set of"
                                + " equivalent schedules",
                        "Exploring CounterTest.test: 120,000 schedules, 30,000 per second; orders, time, and faults of every"
                                + " chosen kind, all schedules within the preemption limit");
    }
}
