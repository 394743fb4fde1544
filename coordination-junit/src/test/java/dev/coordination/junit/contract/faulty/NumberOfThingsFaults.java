// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_06;
import static dev.coordination.junit.contract.Rule.C_07;
import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.G_07;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.S_01;
import static dev.coordination.junit.contract.Rule.S_06;
import static dev.coordination.junit.contract.Rule.S_07;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Defects that show only with many handles, keys, terms, entries or waiting threads. */
final class NumberOfThingsFaults {

    private NumberOfThingsFaults() {}

    static List<Fault> all() {
        return List.of(
                oldestHandleIsClosed(16),
                oldestHandleIsClosed(100),
                incrementsOnTheHundredthHandleAreLost(),
                keysInOneBatch(2_500),
                keysInOneBatch(5_000),
                incrementsAreDropped(1_024),
                incrementsAreDropped(8_192),
                QuantityFaults.tokens(
                        "the fencing tokens of an election repeat after 4,096 terms",
                        number -> (number - 1) % 4_096 + 1),
                QuantityFaults.electionsAreLimited(4_096),
                QuantityFaults.membersAreListedInOnePage(8_192),
                entriesAreLimited(16),
                entriesAreLimited(1_024),
                entriesAreLimited(4_096),
                waitsAreLimited(16),
                waitsAreLimited(64),
                waitsOnSubscriptionsAreLimited(),
                closingWakes(10),
                closingWakes(50),
                topicsAreLimited(4_096),
                subscriptionsAreLimited(512));
    }

    private static Fault oldestHandleIsClosed(int most) {
        return Fault.of(G_07, "the oldest of more than " + most + " handles is closed")
                .rare()
                .handle((correct, context) -> {
                    List<DistributedCoordination> handles = context.list("handles");
                    handles.add(correct);
                    if (handles.size() > most) {
                        handles.remove(0).close();
                    }
                    return new ForwardingCoordination(correct) {
                        @Override
                        public void close() {
                            super.close();
                            handles.remove(correct);
                        }
                    };
                });
    }

    private static Fault incrementsOnTheHundredthHandleAreLost() {
        return Fault.of(G_05, "increments on the hundredth handle are lost, whether or not other handles were closed")
                .rare()
                .handle((correct, context) -> {
                    context.list("connects").add(correct);
                    int number = context.list("connects").size();
                    return new ForwardingCoordination(
                            correct,
                            new ForwardingCache(correct.cache()) {
                                @Override
                                public long increment(String key, long delta) {
                                    return super.increment(key, number == 100 ? 0 : delta);
                                }
                            },
                            correct.pubSub(),
                            correct.leaderElection(),
                            correct.clusterMembership());
                });
    }

    private static Fault keysInOneBatch(int size) {
        return Fault.of(C_06, "deleteMatching deletes at most " + size + " keys")
                .rare()
                .cache((correct, context) -> new KeyWatchingCache(correct, context) {
                    @Override
                    public long deleteMatching(String pattern) {
                        List<String> matching = seen().stream()
                                .filter(this::exists)
                                .filter(key -> TestGlob.matches(pattern, key))
                                .toList();
                        if (matching.size() <= size) {
                            return super.deleteMatching(pattern);
                        }
                        matching.subList(0, size).forEach(this::delete);
                        return size;
                    }
                });
    }

    private static Fault incrementsAreDropped(int after) {
        return Fault.of(C_07, "increment number " + after + " of a counter has no effect")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    private boolean isDropped(String key) {
                        AtomicInteger count = context.get("increments of " + key, AtomicInteger.class);
                        if (count == null) {
                            count = new AtomicInteger();
                            context.put("increments of " + key, count);
                        }
                        return count.incrementAndGet() == after;
                    }

                    @Override
                    public long increment(String key, long delta) {
                        return super.increment(key, isDropped(key) ? 0 : delta);
                    }

                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        return super.increment(key, isDropped(key) ? 0 : delta, ttlIfCreated);
                    }
                });
    }

    private static Fault entriesAreLimited(int most) {
        return Fault.of(M_05, "metadata keeps at most " + most + " entries")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        if (metadata == null || metadata.size() <= most) {
                            super.register(nodeId, metadata, ttl);
                            return;
                        }
                        super.register(
                                nodeId,
                                new TreeMap<>(metadata)
                                        .entrySet().stream()
                                                .limit(most)
                                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                                ttl);
                    }
                });
    }

    /** Limits how many threads wait. Any further call to {@code next} returns empty at once. */
    private static Subscription limited(Subscription correct, AtomicInteger waiting, int most) {
        return new ForwardingSubscription(correct) {
            @Override
            public Optional<Message> next(Duration timeout) throws InterruptedException {
                if (waiting.incrementAndGet() > most) {
                    waiting.decrementAndGet();
                    return Optional.empty();
                }
                try {
                    return super.next(timeout);
                } finally {
                    waiting.decrementAndGet();
                }
            }
        };
    }

    private static Fault waitsAreLimited(int most) {
        return Fault.of(S_06, "at most " + most + " threads can wait on a subscription")
                .rare()
                .subscription((correct, context) -> limited(correct, new AtomicInteger(), most));
    }

    private static Fault waitsOnSubscriptionsAreLimited() {
        return Fault.of(S_06, "at most 32 threads can wait on all subscriptions together")
                .rare()
                .subscription((correct, context) -> {
                    AtomicInteger waiting = context.get("waiting", AtomicInteger.class);
                    if (waiting == null) {
                        waiting = new AtomicInteger();
                        context.put("waiting", waiting);
                    }
                    return limited(correct, waiting, 32);
                });
    }

    /** Any thread beyond {@code most} gets an empty result, as if it had waited until its timeout. */
    private static Fault closingWakes(int most) {
        return Fault.of(S_07, "closing a subscription wakes at most " + most + " threads")
                .rare()
                .subscription((correct, context) -> new ForwardingSubscription(correct) {
                    private final AtomicInteger woken = new AtomicInteger();

                    @Override
                    public Optional<Message> next(Duration timeout) throws InterruptedException {
                        try {
                            return super.next(timeout);
                        } catch (CoordinationClosedException e) {
                            if (woken.incrementAndGet() > most) {
                                return Optional.empty();
                            }
                            throw e;
                        }
                    }
                });
    }

    private static Fault topicsAreLimited(int most) {
        return Fault.of(S_01, "only the first " + most + " topics of a subscription are live")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return super.subscribe(
                                topics == null || topics.size() <= most
                                        ? topics
                                        : topics.stream().limit(most).toList());
                    }
                });
    }

    private static Fault subscriptionsAreLimited(int most) {
        return Fault.of(S_01, "subscriptions after the first " + most + " of a handle get no messages")
                .rare()
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    private final AtomicInteger opened = new AtomicInteger();

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        return opened.incrementAndGet() > most
                                ? super.subscribe(List.of(Topic.channel("a channel without messages")))
                                : super.subscribe(topics);
                    }
                });
    }
}
