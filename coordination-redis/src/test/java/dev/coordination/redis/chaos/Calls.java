// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.SubscriptionOverflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Makes calls, and records how long they take and what they throw. Invariants: every call ends in bounded time, and throws
 * nothing but the exceptions of an unavailable server.
 */
final class Calls {

    /** Enough to show what goes wrong; a defect can break thousands of calls. */
    private static final int MOST_PROBLEMS = 50;

    private final long boundNanos;
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final Map<Thread, Running> running = new ConcurrentHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private record Running(String kind, long begin) {}

    private static final class Kind {
        final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        long longest;
    }

    Calls(Duration bound) {
        boundNanos = bound.toNanos();
    }

    /** Makes a call. It is acknowledged if it returns. */
    <T> Call<T> run(String kind, Callable<T> action) {
        long begin = System.nanoTime();
        running.put(Thread.currentThread(), new Running(kind, begin));
        T result = null;
        Outcome outcome = Outcome.IN_DOUBT;
        try {
            result = action.call();
            outcome = Outcome.ACKNOWLEDGED;
        } catch (CoordinationUnavailableException e) {
            outcome = Outcome.of(e);
        } catch (SubscriptionOverflowException e) {
            outcome = Outcome.REFUSED;
        } catch (Throwable e) {
            problem(kind + " threw " + e);
        } finally {
            running.remove(Thread.currentThread());
        }
        Call<T> call = new Call<>(begin, System.nanoTime(), outcome, result);
        record(kind, call);
        return call;
    }

    /** Records a call that has ended. */
    void record(String kind, Call<?> call) {
        long nanos = call.end() - call.begin();
        synchronized (kinds) {
            Kind of = kinds.computeIfAbsent(kind, key -> new Kind());
            of.counts.merge(call.outcome(), 1L, Long::sum);
            of.longest = Math.max(of.longest, nanos);
        }
        if (nanos > boundNanos) {
            problem(kind + " took " + millis(nanos) + " ms; it ended as " + call.outcome());
        }
    }

    private void problem(String text) {
        synchronized (problems) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(text);
            }
        }
    }

    /** Returns the calls that took too long, still run and have taken too long, or threw something else. */
    List<String> broken() {
        List<String> all;
        synchronized (problems) {
            all = new ArrayList<>(problems);
        }
        running.forEach((thread, call) -> {
            long nanos = System.nanoTime() - call.begin();
            if (nanos > boundNanos) {
                all.add(call.kind() + " has not ended for " + millis(nanos) + " ms: "
                        + Arrays.stream(thread.getStackTrace())
                                .limit(20)
                                .map(String::valueOf)
                                .collect(Collectors.joining("; ")));
            }
        });
        return all;
    }

    long count(Outcome outcome) {
        synchronized (kinds) {
            return kinds.values().stream()
                    .mapToLong(kind -> kind.counts.getOrDefault(outcome, 0L))
                    .sum();
        }
    }

    /** Returns a table of the calls, by kind. */
    String table() {
        StringBuilder text = new StringBuilder(
                "| call | acknowledged | in doubt | refused | longest (ms) |\n|---|---:|---:|---:|---:|\n");
        synchronized (kinds) {
            kinds.forEach((name, kind) -> {
                text.append("| ").append(name).append(" |");
                for (Outcome outcome : Outcome.values()) {
                    text.append(' ')
                            .append(kind.counts.getOrDefault(outcome, 0L))
                            .append(" |");
                }
                text.append(' ').append(millis(kind.longest)).append(" |\n");
            });
        }
        return text.toString();
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
