// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One run: the load on a set-up, one disruption after another, and the check of the invariants. */
final class ChaosRun {

    /** How long a handle may wait for a connection, and for a reply. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** How often the connections of subscriptions are checked. */
    static final Duration LIVENESS_INTERVAL = Duration.ofMillis(500);

    /** A call may wait for a connection, check it, wait for a reply and for replicas, each until the timeout. */
    private static final Duration CALL_BOUND = TIMEOUT.multipliedBy(10);

    /** Within four intervals, each of which a call may delay. */
    private static final Duration LOSS_BOUND =
            LIVENESS_INTERVAL.plus(TIMEOUT).multipliedBy(4).plus(TIMEOUT);

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(15);
    private static final int LONGEST_QUIET_MILLIS = 3_000;
    private static final int MOST_SHOWN = 100;

    private final ChaosSetup setup;
    private final Duration duration;
    private final long seed;
    private final Calls calls = new Calls(CALL_BOUND);
    private final Map<String, Integer> disruptions = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private final Stalls stalls = new Stalls();

    ChaosRun(ChaosSetup setup, Duration duration, long seed) {
        this.setup = setup;
        this.duration = duration;
        this.seed = seed;
    }

    /** Runs, and returns which invariants were broken. */
    List<String> run() throws Exception {
        List<Disruption> selected = selected();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Family> families = setup.families();
        for (Family family : families) {
            Load load = new Load(family, calls, LOSS_BOUND);
            loads.add(load);
            load.start(seed + 1_000L * loads.size());
        }
        disrupt(selected);
        stopLoads();
        for (Load load : loads) {
            broken.addAll(load.unusable(RECOVERY_BOUND));
        }
        if (broken.isEmpty()) { // otherwise the calls of the checks may fail, too
            for (Load load : loads) {
                broken.addAll(load.broken());
            }
        }
        for (Family family : families) {
            family.close(calls);
        }
        broken.addAll(calls.broken());
        stalls.close();
        checkThreads(before);
        report();
        return broken;
    }

    private List<Disruption> selected() {
        String only = System.getProperty("coordination.chaos.only", "");
        List<Disruption> all = setup.disruptions().stream()
                .filter(disruption -> disruption.name().contains(only))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("coordination.chaos.only is in the name of a disruption, but was " + only
                    + "; the set-up " + setup.name() + " has "
                    + setup.disruptions().stream().map(Disruption::name).toList());
        }
        return all;
    }

    private void disrupt(List<Disruption> selected) throws Exception {
        RandomGenerator random = new SplittableRandom(seed);
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_QUIET_MILLIS));
            setup.awaitReady(); // on a busy machine, a fail-over may have begun without a reason
            Disruption next = selected.get(random.nextInt(selected.size()));
            disruptions.merge(next.name(), 1, Integer::sum);
            next.action().run(random);
            setup.awaitReady();
        }
        TimeUnit.MILLISECONDS.sleep(LONGEST_QUIET_MILLIS);
    }

    private void stopLoads() throws InterruptedException {
        for (Load load : loads) {
            for (Thread thread : load.stop(CALL_BOUND.multipliedBy(3))) {
                broken.add(thread.getName() + " does not end");
            }
        }
    }

    /** The threads of handles and clients end when they are closed. */
    private void checkThreads(Set<Thread> before) throws InterruptedException {
        long start = System.nanoTime();
        Set<Thread> left = left(before);
        while (!left.isEmpty() && System.nanoTime() - start < CALL_BOUND.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(10);
            left = left(before);
        }
        left.forEach(thread -> broken.add("the thread " + thread.getName() + " is left"));
    }

    private static Set<Thread> left(Set<Thread> before) {
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread -> thread.getName().startsWith("process reaper")
                || thread.getName().startsWith("junit")
                || thread.getName().startsWith("ForkJoinPool")
                || thread.getName().startsWith("surefire"));
        return left;
    }

    private void report() throws IOException {
        StringBuilder text = new StringBuilder("# Chaos: " + setup.name() + "\n\n" + setup.description() + "\n\n");
        text.append("Seed ")
                .append(seed)
                .append(", ")
                .append(duration.toSeconds())
                .append(" s: ")
                .append(disruptions.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .append(" disruptions; ");
        for (Outcome outcome : Outcome.values()) {
            text.append(calls.count(outcome)).append(" calls ").append(outcome).append("; ");
        }
        text.append(broken.size())
                .append(" broken invariants. The longest stall of this process took ")
                .append(stalls.longest().toMillis())
                .append(" ms.\n\n");
        loads.forEach(load -> text.append(load.summary()));
        text.append("\n| disruption | times |\n|---|---:|\n");
        disruptions.forEach((name, times) ->
                text.append("| ").append(name).append(" | ").append(times).append(" |\n"));
        text.append('\n').append(calls.table());
        text.append(
                        "\nIn doubt: the call may have taken effect, or a fail-over may undo it. Refused: it has no effect, because"
                                + " nothing was sent, or because the server refused it. No call may take longer than ")
                .append(CALL_BOUND.toMillis())
                .append(" ms.\n");
        text.append("\n## Broken invariants\n\n");
        broken.stream()
                .limit(MOST_SHOWN)
                .forEach(problem -> text.append("- ").append(problem).append('\n'));
        if (broken.isEmpty()) {
            text.append("None.\n");
        }
        Path file = Path.of("target", "chaos", setup.name() + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
    }
}
