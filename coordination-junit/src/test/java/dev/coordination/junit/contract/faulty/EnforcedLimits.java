// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Limits;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a correct adapter refuse whatever exceeds the given limits, and round TTLs up to whole steps. */
public final class EnforcedLimits {

    private final Limits limits;

    private EnforcedLimits(Limits limits) {
        this.limits = limits;
    }

    public static DistributedCoordination on(DistributedCoordination correct, Limits limits) {
        EnforcedLimits enforced = new EnforcedLimits(limits);
        return new ForwardingCoordination(
                correct,
                enforced.new Cache(correct.cache()),
                enforced.new Messages(correct.pubSub()),
                enforced.new Elections(correct.leaderElection()),
                enforced.new Cluster(correct.clusterMembership()));
    }

    private static void check(String argument, String rule, int bytes, int most) {
        if (bytes > most) {
            throw new IllegalArgumentException(
                    argument + " must be at most " + most + " bytes (" + rule + "), but was " + bytes + " bytes");
        }
    }

    /** Checks the length of a name. Null is left for the adapter to refuse. */
    private String name(String argument, String name) {
        check(argument, "G-01", utf8(name), limits.nameBytes());
        return name;
    }

    private static int utf8(String text) {
        return text == null ? 0 : text.getBytes(UTF_8).length;
    }

    private byte[] value(byte[] value) {
        check("value", "C-01", value == null ? 0 : value.length, limits.valueBytes());
        return value;
    }

    private Duration duration(String argument, Duration ttl) {
        if (ttl != null && ttl.compareTo(limits.longestTtl()) > 0) {
            throw new IllegalArgumentException(
                    argument + " must be at most " + limits.longestTtl() + " (G-02), but was " + ttl);
        }
        return ttl == null || ttl.isNegative() ? ttl : limits.roundUp(ttl);
    }

    private final class Cache extends ForwardingCache {

        Cache(SharedCache correct) {
            super(correct);
        }

        @Override
        public Optional<byte[]> get(String key) {
            return super.get(name("key", key));
        }

        @Override
        public void set(String key, byte[] value) {
            super.set(name("key", key), value(value));
        }

        @Override
        public void set(String key, byte[] value, Duration ttl) {
            super.set(name("key", key), value(value), duration("ttl", ttl));
        }

        @Override
        public boolean setIfAbsent(String key, byte[] value) {
            return super.setIfAbsent(name("key", key), value(value));
        }

        @Override
        public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
            return super.setIfAbsent(name("key", key), value(value), duration("ttl", ttl));
        }

        @Override
        public boolean replace(String key, byte[] expected, byte[] value) {
            return super.replace(name("key", key), expected, value(value));
        }

        @Override
        public boolean delete(String key) {
            return super.delete(name("key", key));
        }

        @Override
        public boolean delete(String key, byte[] expected) {
            return super.delete(name("key", key), expected);
        }

        @Override
        public long deleteMatching(String pattern) {
            check("pattern", "G-01", utf8(pattern), limits.patternBytes());
            return super.deleteMatching(pattern);
        }

        @Override
        public boolean exists(String key) {
            return super.exists(name("key", key));
        }

        @Override
        public Optional<Duration> ttl(String key) {
            return super.ttl(name("key", key)).map(limits::roundUp);
        }

        @Override
        public boolean expire(String key, Duration ttl) {
            return super.expire(name("key", key), duration("ttl", ttl));
        }

        @Override
        public long increment(String key, long delta) {
            return super.increment(name("key", key), delta);
        }

        @Override
        public long increment(String key, long delta, Duration ttlIfCreated) {
            return super.increment(name("key", key), delta, duration("ttlIfCreated", ttlIfCreated));
        }
    }

    private final class Messages extends ForwardingPubSub {

        Messages(PubSub correct) {
            super(correct);
        }

        @Override
        public long publish(String channel, byte[] payload) {
            check("payload", "S-05", payload == null ? 0 : payload.length, limits.payloadBytes());
            return super.publish(name("channel", channel), payload);
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            return super.subscribe(checked(topics));
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
            return super.subscribe(checked(topics), listener);
        }

        private Collection<Topic> checked(Collection<Topic> topics) {
            if (topics != null) {
                topics.stream().filter(Objects::nonNull).forEach(this::checkName);
            }
            return topics;
        }

        private void checkName(Topic topic) {
            if (topic.kind() == Topic.Kind.CHANNEL) {
                name("channel", topic.name());
            } else {
                check("pattern", "G-01", utf8(topic.name()), limits.patternBytes());
            }
        }
    }

    private final class Elections extends ForwardingElection {

        Elections(LeaderElection correct) {
            super(correct);
        }

        @Override
        public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
            return super.tryAcquire(name("election", election), name("nodeId", nodeId), duration("ttl", ttl));
        }

        @Override
        public boolean renew(Leadership held, Duration ttl) {
            return super.renew(held, duration("ttl", ttl));
        }

        @Override
        public boolean release(String election, String nodeId) {
            return super.release(name("election", election), name("nodeId", nodeId));
        }

        @Override
        public Optional<Leadership> currentLeader(String election) {
            return super.currentLeader(name("election", election));
        }
    }

    private final class Cluster extends ForwardingCluster {

        Cluster(ClusterMembership correct) {
            super(correct);
        }

        @Override
        public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
            check("metadata", "M-05", bytesOf(metadata), limits.metadataBytes());
            super.register(name("nodeId", nodeId), metadata, duration("ttl", ttl));
        }

        private static int bytesOf(Map<String, String> metadata) {
            return metadata == null
                    ? 0
                    : metadata.entrySet().stream()
                            .mapToInt(entry -> utf8(entry.getKey()) + utf8(entry.getValue()))
                            .sum();
        }

        @Override
        public boolean heartbeat(String nodeId, Duration ttl) {
            return super.heartbeat(name("nodeId", nodeId), duration("ttl", ttl));
        }

        @Override
        public boolean deregister(String nodeId) {
            return super.deregister(name("nodeId", nodeId));
        }

        @Override
        public Optional<Map<String, String>> metadata(String nodeId) {
            return super.metadata(name("nodeId", nodeId));
        }
    }
}
