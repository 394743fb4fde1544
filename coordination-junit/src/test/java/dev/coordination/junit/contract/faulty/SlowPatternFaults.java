// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_08;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Defects that make matching slow. They wait as long as a slow matcher would take if each step took a nanosecond. */
final class SlowPatternFaults {

    /** How long a match waits at most, in seconds: longer than any timeout. */
    private static final long BOUND_SECONDS = 12;

    private SlowPatternFaults() {}

    static List<Fault> all() {
        return List.of(
                manyStarsInKeys(),
                manyStarsInKeys("question marks", '?'),
                manyStarsInKeys("classes", '['),
                threeStarsInKeys(),
                twoStarsInChannels());
    }

    private static Fault manyStarsInKeys() {
        return Fault.of(P_08, "a pattern with many stars takes exponential time")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        if (stars(pattern) > 10) {
                            waitFor(Long.MAX_VALUE);
                        }
                        return super.deleteMatching(pattern);
                    }
                });
    }

    private static Fault manyStarsInKeys(String parts, char part) {
        return Fault.of(P_08, "a pattern with many stars and " + parts + " takes exponential time")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long deleteMatching(String pattern) {
                        if (stars(pattern) > 10
                                && pattern.chars().filter(c -> c == part).count() > 10) {
                            waitFor(Long.MAX_VALUE);
                        }
                        return super.deleteMatching(pattern);
                    }
                });
    }

    private static Fault threeStarsInKeys() {
        return Fault.of(P_08, "a pattern with three stars takes time quadratic in the lengths of the keys")
                .rare()
                .cache((correct, context) -> new BacktrackingCache(correct, context));
    }

    private static final class BacktrackingCache extends KeyWatchingCache {

        BacktrackingCache(SharedCache delegate, FaultContext context) {
            super(delegate, context);
        }

        @Override
        public long deleteMatching(String pattern) {
            if (stars(pattern) == 3) {
                waitFor(seen().stream().mapToLong(SlowPatternFaults::square).sum());
            }
            return super.deleteMatching(pattern);
        }
    }

    private static Fault twoStarsInChannels() {
        return Fault.of(P_08, "a pattern with two stars takes time quadratic in the length of the channel")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final List<String> patterns = context.list("patterns with two stars");

                    @Override
                    public long publish(String channel, byte[] payload) {
                        waitFor(patterns.size() * square(channel));
                        return super.publish(channel, payload);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription correct = super.subscribe(topics);
                        List<String> slow = topics.stream()
                                .filter(topic -> topic.kind() == Topic.Kind.PATTERN)
                                .map(Topic::name)
                                .filter(pattern -> stars(pattern) == 2)
                                .toList();
                        patterns.addAll(slow);
                        return new ForwardingSubscription(correct) {
                            @Override
                            public void close() {
                                super.close();
                                slow.forEach(patterns::remove);
                            }
                        };
                    }
                });
    }

    private static long stars(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }

    /** Returns the number of steps of two nested loops over a name. */
    private static long square(String name) {
        long length = name.getBytes(UTF_8).length;
        return length * length / 2;
    }

    private static void waitFor(long nanos) {
        long bounded = Math.min(nanos, TimeUnit.SECONDS.toNanos(BOUND_SECONDS));
        try {
            if (new CountDownLatch(1).await(bounded, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the latch was counted down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
