// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.G_01;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Defects of adapters that store a name in another form, so that two names become one. */
final class NameFaults {

    private static final int LONGEST = 64 * 1024;

    private NameFaults() {}

    static List<Fault> all() {
        return Stream.of(
                        keys("at 250 characters", name -> shortened(name, 250)),
                        keys("at 4,096 characters", name -> shortened(name, 4_096)),
                        keys("before the last byte of 64 KiB", name -> shortened(name, LONGEST - 1)),
                        keys("to their hash codes", NameFaults::hashed),
                        keys(
                                "at a NUL",
                                name -> name.contains("\0") ? "n" + name.substring(0, name.indexOf('\0')) : name),
                        keys("to one separator where two follow each other", name -> name.replace("//", "/")),
                        channels("before the last byte of 64 KiB", name -> shortened(name, LONGEST - 1)),
                        channels("to lower case", name -> name.toLowerCase(Locale.ROOT)),
                        channels("to their hash codes", NameFaults::hashed),
                        elections("before the last byte of 64 KiB", name -> shortened(name, LONGEST - 1)),
                        elections("to their canonical form", name -> Normalizer.normalize(name, Normalizer.Form.NFC)),
                        elections("at white space at the end", String::stripTrailing),
                        elections("to their hash codes", NameFaults::hashed),
                        candidates("before the last byte of 64 KiB", name -> shortened(name, LONGEST - 1)),
                        candidates("to upper case", name -> name.toUpperCase(Locale.ROOT)),
                        candidates("to ISO 8859-1", name -> new String(name.getBytes(ISO_8859_1), ISO_8859_1)),
                        nodes("before the last byte of 64 KiB", name -> shortened(name, LONGEST - 1)),
                        nodes("at 255 characters", name -> shortened(name, 255)),
                        nodes("to their compatible form", name -> Normalizer.normalize(name, Normalizer.Form.NFKC)),
                        replaceComparesTheFirst32Kibibytes(),
                        deleteComparesTheLength())
                .map(Fault::rare)
                .toList();
    }

    private static String shortened(String name, int length) {
        return name.length() > length ? name.substring(0, length) : name;
    }

    private static String hashed(String name) {
        return "h" + name.hashCode();
    }

    /** Valid names are mapped; anything else is left for the correct adapter to refuse. */
    private static String mapped(String name, UnaryOperator<String> map) {
        boolean valid = name != null
                && !name.isEmpty()
                && UTF_8.newEncoder().canEncode(name)
                && name.getBytes(UTF_8).length <= LONGEST;
        String mapped = valid ? map.apply(name) : name;
        return valid && mapped.isEmpty() ? name : mapped;
    }

    private static Fault keys(String how, UnaryOperator<String> map) {
        return Fault.of(G_01, "keys are reduced " + how).cache((correct, context) -> new ForwardingCache(correct) {
            @Override
            public Optional<byte[]> get(String key) {
                return super.get(mapped(key, map));
            }

            @Override
            public void set(String key, byte[] value) {
                super.set(mapped(key, map), value);
            }

            @Override
            public boolean setIfAbsent(String key, byte[] value) {
                return super.setIfAbsent(mapped(key, map), value);
            }

            @Override
            public boolean delete(String key) {
                return super.delete(mapped(key, map));
            }

            @Override
            public boolean exists(String key) {
                return super.exists(mapped(key, map));
            }

            @Override
            public long increment(String key, long delta) {
                return super.increment(mapped(key, map), delta);
            }
        });
    }

    /** A message still has the name of the channel that it was published to, as if it were sent with the message. */
    private static Fault channels(String how, UnaryOperator<String> map) {
        return Fault.of(G_01, "channels are reduced " + how)
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        if (channel != null) {
                            context.put(Arrays.hashCode(payload) + mapped(channel, map), channel);
                        }
                        return super.publish(mapped(channel, map), payload);
                    }

                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        if (topics == null || topics.stream().anyMatch(topic -> topic.kind() == Topic.Kind.PATTERN)) {
                            return super.subscribe(topics);
                        }
                        return new MappedSubscription(
                                super.subscribe(topics.stream()
                                        .map(topic -> Topic.channel(mapped(topic.name(), map)))
                                        .toList()),
                                message -> Message.onChannel(
                                        context.get(
                                                Arrays.hashCode(message.payload()) + message.channel(), String.class),
                                        message.payload()));
                    }
                });
    }

    private static Fault elections(String how, UnaryOperator<String> map) {
        return Fault.of(G_01, "elections are reduced " + how)
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        return super.tryAcquire(mapped(election, map), nodeId, ttl)
                                .map(held -> new Leadership(election, held.nodeId(), held.fencingToken()));
                    }

                    @Override
                    public boolean release(Leadership held) {
                        return super.release(
                                new Leadership(mapped(held.election(), map), held.nodeId(), held.fencingToken()));
                    }

                    @Override
                    public boolean release(String election, String nodeId) {
                        return super.release(mapped(election, map), nodeId);
                    }

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return super.currentLeader(mapped(election, map))
                                .map(held -> new Leadership(election, held.nodeId(), held.fencingToken()));
                    }
                });
    }

    /** The name that a node called itself last is returned. */
    private static Fault candidates(String how, UnaryOperator<String> map) {
        return Fault.of(G_01, "node ids of candidates are reduced " + how)
                .elections((correct, context) -> new ForwardingElection(correct) {
                    private final Map<String, String> names = new HashMap<>();

                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> held = super.tryAcquire(election, mapped(nodeId, map), ttl);
                        held.ifPresent(term -> names.putIfAbsent(term.nodeId(), nodeId));
                        return held.map(this::named);
                    }

                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(reduced(held), ttl);
                    }

                    @Override
                    public boolean release(Leadership held) {
                        return super.release(reduced(held));
                    }

                    @Override
                    public boolean release(String election, String nodeId) {
                        return super.release(election, mapped(nodeId, map));
                    }

                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        return super.currentLeader(election).map(this::named);
                    }

                    private Leadership reduced(Leadership held) {
                        return new Leadership(held.election(), mapped(held.nodeId(), map), held.fencingToken());
                    }

                    private Leadership named(Leadership held) {
                        return new Leadership(
                                held.election(), names.getOrDefault(held.nodeId(), held.nodeId()), held.fencingToken());
                    }
                });
    }

    private static Fault nodes(String how, UnaryOperator<String> map) {
        return Fault.of(G_01, "node ids of members are reduced " + how)
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        super.register(mapped(nodeId, map), metadata, ttl);
                    }

                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        return super.heartbeat(mapped(nodeId, map), ttl);
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        return super.deregister(mapped(nodeId, map));
                    }

                    @Override
                    public Set<String> activeNodes() {
                        return members().keySet();
                    }

                    @Override
                    public Optional<Map<String, String>> metadata(String nodeId) {
                        return super.metadata(mapped(nodeId, map));
                    }
                });
    }

    private static Fault replaceComparesTheFirst32Kibibytes() {
        return Fault.of(C_13, "replace compares the first 32 KiB")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        int compared = LONGEST / 2;
                        Optional<byte[]> held = super.get(key);
                        boolean same = held.isPresent()
                                && held.get().length == expected.length
                                && expected.length > compared
                                && Arrays.equals(held.get(), 0, compared, expected, 0, compared);
                        return super.replace(key, same ? held.get() : expected, value);
                    }
                });
    }

    private static Fault deleteComparesTheLength() {
        return Fault.of(C_15, "conditional delete of a long value compares the length")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        Optional<byte[]> held = super.get(key);
                        boolean same =
                                held.isPresent() && held.get().length == expected.length && expected.length > 1_000;
                        return super.delete(key, same ? held.get() : expected);
                    }
                });
    }
}
