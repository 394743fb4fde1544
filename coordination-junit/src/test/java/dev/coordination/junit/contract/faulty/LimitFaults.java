// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_01;
import static dev.coordination.junit.contract.Rule.G_01;
import static dev.coordination.junit.contract.Rule.G_02;
import static dev.coordination.junit.contract.Rule.M_05;
import static dev.coordination.junit.contract.Rule.S_05;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Leadership;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Defects of adapters that declare limits below those of the port, but do not enforce them, enforce them wrongly, or
 * change something when they refuse a call.
 */
final class LimitFaults {

    static final Limits LOW = Limits.ofPort()
            .withNames(63)
            .withPatterns(80)
            .withValues(2_000)
            .withPayloads(1_500)
            .withMetadata(5_000)
            .withLongestTtl(Duration.ofDays(30))
            .withTtlStep(Duration.ofSeconds(1));

    private LimitFaults() {}

    static List<Fault> all() {
        return List.of(
                declaredOnly(
                        G_01,
                        "a declared limit on names is not enforced",
                        Limits.ofPort().withNames(63)),
                declaredOnly(
                        G_01,
                        "a declared limit on patterns is not enforced",
                        Limits.ofPort().withPatterns(80)),
                declaredOnly(
                        C_01,
                        "a declared limit on values is not enforced",
                        Limits.ofPort().withValues(2_000)),
                declaredOnly(
                        S_05,
                        "a declared limit on payloads is not enforced",
                        Limits.ofPort().withPayloads(1_500)),
                declaredOnly(
                        M_05,
                        "a declared limit on metadata is not enforced",
                        Limits.ofPort().withMetadata(5_000)),
                declaredOnly(
                        G_02,
                        "a declared maximum TTL is not enforced",
                        Limits.ofPort().withLongestTtl(Duration.ofDays(30))),
                aNameOfTheMaximumLengthIsRefused(),
                namesAreCountedInCharacters(),
                aNodeIdBeyondTheLimitIsCutOff(),
                aValueOfTheMaximumSizeIsRefused(),
                aValueBeyondTheLimitIsCutOff(),
                aRefusedValueDeletesTheKey(),
                replaceDoesNotCheckTheValue(),
                anExpectedValueIsCutOff(),
                aValueBeyondTheLimitIsReportedAsAFailure(),
                aPayloadBeyondTheLimitIsCutOff(),
                aPayloadBeyondTheLimitIsDropped(),
                metadataIsCheckedEntryByEntry(),
                theTtlIsChangedBeforeMetadataIsRefused(),
                aTtlBeyondTheLimitIsShortened(),
                ttlsAreRoundedDown(),
                ttlsAreRoundedToTheNearestSecond(),
                renewalsAreRoundedDown(),
                heartbeatsAreRoundedDown(),
                ttlsAreRoundedUpToMinutes(),
                remainingTtlsAreRoundedUpToMinutes());
    }

    private static Fault declaredOnly(Rule rule, String defect, Limits limits) {
        return Fault.of(rule, defect).rare().declares(limits);
    }

    private static Fault limited(Rule rule, String defect) {
        return Fault.of(rule, defect).keeps(LOW);
    }

    private static Fault aNameOfTheMaximumLengthIsRefused() {
        return limited(G_01, "an election name of the declared maximum length is refused")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> currentLeader(String election) {
                        if (election != null && election.getBytes(UTF_8).length >= LOW.nameBytes()) {
                            throw new IllegalArgumentException("election is too long (G-01)");
                        }
                        return super.currentLeader(election);
                    }
                });
    }

    private static Fault namesAreCountedInCharacters() {
        return declaredOnly(
                        G_01,
                        "the declared limit on keys is enforced in characters",
                        Limits.ofPort().withNames(63))
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean exists(String key) {
                        if (key != null && key.length() > LOW.nameBytes()) {
                            throw new IllegalArgumentException("key is too long (G-01)");
                        }
                        return super.exists(key);
                    }
                });
    }

    private static Fault aNodeIdBeyondTheLimitIsCutOff() {
        return limited(G_01, "a node id beyond the declared limit is truncated")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        return super.deregister(
                                nodeId != null && nodeId.getBytes(UTF_8).length > LOW.nameBytes()
                                        ? nodeId.substring(0, nodeId.length() - 1)
                                        : nodeId);
                    }
                });
    }

    private static Fault aValueOfTheMaximumSizeIsRefused() {
        return limited(C_01, "a value of the declared maximum size is refused")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        if (value != null && value.length >= LOW.valueBytes()) {
                            throw new IllegalArgumentException("value is too large (C-01)");
                        }
                        return super.setIfAbsent(key, value);
                    }
                });
    }

    private static byte[] cutOff(byte[] bytes, int most) {
        return bytes != null && bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    }

    private static Fault aValueBeyondTheLimitIsCutOff() {
        return limited(C_01, "a value beyond the declared limit is truncated")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, cutOff(value, LOW.valueBytes()), ttl);
                    }
                });
    }

    private static Fault aRefusedValueDeletesTheKey() {
        return limited(C_01, "a value beyond the declared limit is refused after the key was deleted")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        if (value != null && value.length > LOW.valueBytes()) {
                            context.correct.cache().delete(key);
                        }
                        super.set(key, value);
                    }
                });
    }

    private static Fault replaceDoesNotCheckTheValue() {
        return limited(C_01, "replace does not enforce the declared limit on values")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean replace(String key, byte[] expected, byte[] value) {
                        return value != null && value.length > LOW.valueBytes()
                                ? context.correct.cache().replace(key, expected, value)
                                : super.replace(key, expected, value);
                    }
                });
    }

    private static Fault anExpectedValueIsCutOff() {
        return limited(C_01, "an expected value beyond the declared limit is truncated")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key, byte[] expected) {
                        return super.delete(key, cutOff(expected, LOW.valueBytes()));
                    }
                });
    }

    private static Fault aValueBeyondTheLimitIsReportedAsAFailure() {
        return limited(C_01, "a value beyond the declared limit is reported as a failure of the backend")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        try {
                            return super.setIfAbsent(key, value, ttl);
                        } catch (IllegalArgumentException e) {
                            throw new IllegalStateException("value is too large (C-01)", e);
                        }
                    }
                });
    }

    private static Fault aPayloadBeyondTheLimitIsCutOff() {
        return limited(S_05, "a payload beyond the declared limit is truncated")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return super.publish(channel, cutOff(payload, LOW.payloadBytes()));
                    }
                });
    }

    private static Fault aPayloadBeyondTheLimitIsDropped() {
        return limited(S_05, "a payload beyond the declared limit is silently dropped")
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return payload != null && payload.length > LOW.payloadBytes()
                                ? 0
                                : super.publish(channel, payload);
                    }
                });
    }

    private static Fault metadataIsCheckedEntryByEntry() {
        return Fault.of(M_05, "the declared limit on metadata is enforced separately for each entry")
                .rare()
                .declares(Limits.ofPort().withMetadata(5_000))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        if (metadata != null) {
                            metadata.forEach((key, value) -> {
                                if (key != null
                                        && value != null
                                        && key.getBytes(UTF_8).length + value.getBytes(UTF_8).length > 5_000) {
                                    throw new IllegalArgumentException("metadata is too large (M-05)");
                                }
                            });
                        }
                        super.register(nodeId, metadata, ttl);
                    }
                });
    }

    private static Fault theTtlIsChangedBeforeMetadataIsRefused() {
        return limited(M_05, "metadata beyond the declared limit is refused after the TTL was changed")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        try {
                            super.register(nodeId, metadata, ttl);
                        } catch (IllegalArgumentException e) {
                            if (e.getMessage().contains("(M-05)")
                                    && e.getMessage().contains("bytes")) {
                                super.heartbeat(nodeId, ttl);
                            }
                            throw e;
                        }
                    }
                });
    }

    private static Fault aTtlBeyondTheLimitIsShortened() {
        return limited(G_02, "a TTL beyond the declared limit is shortened")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean expire(String key, Duration ttl) {
                        boolean tooLong = ttl != null && ttl.compareTo(LOW.longestTtl()) > 0;
                        return super.expire(key, tooLong ? LOW.longestTtl() : ttl);
                    }
                });
    }

    private static Duration roundedDown(Duration ttl) {
        return ttl == null || ttl.compareTo(Duration.ofSeconds(1)) < 0 ? ttl : Duration.ofSeconds(ttl.toSeconds());
    }

    private static Fault ttlsAreRoundedDown() {
        return limited(G_02, "a TTL is rounded down to the declared step")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value, Duration ttl) {
                        super.set(key, value, roundedDown(ttl));
                    }
                });
    }

    private static Fault ttlsAreRoundedToTheNearestSecond() {
        return limited(G_02, "the TTL of increment is rounded to the nearest step")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public long increment(String key, long delta, Duration ttlIfCreated) {
                        boolean up = ttlIfCreated == null || ttlIfCreated.toMillisPart() >= 500;
                        return super.increment(key, delta, up ? ttlIfCreated : roundedDown(ttlIfCreated));
                    }
                });
    }

    private static Fault renewalsAreRoundedDown() {
        return limited(G_02, "the TTL of a renewal is rounded down to the declared step")
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean renew(Leadership held, Duration ttl) {
                        return super.renew(held, roundedDown(ttl));
                    }
                });
    }

    private static Fault heartbeatsAreRoundedDown() {
        return limited(G_02, "the TTL of a heartbeat is rounded down to the declared step")
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean heartbeat(String nodeId, Duration ttl) {
                        return super.heartbeat(nodeId, roundedDown(ttl));
                    }
                });
    }

    private static Fault ttlsAreRoundedUpToMinutes() {
        return limited(G_02, "a TTL is rounded up to a larger step than the declared one")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value, Duration ttl) {
                        boolean usual = ttl != null && ttl.compareTo(LOW.longestTtl()) < 0 && !ttl.isNegative();
                        return super.setIfAbsent(
                                key,
                                value,
                                usual
                                        ? Duration.ofMinutes(
                                                ttl.plusNanos(59_999_999_999L).toMinutes())
                                        : ttl);
                    }
                });
    }

    private static Fault remainingTtlsAreRoundedUpToMinutes() {
        return limited(G_02, "the result of ttl is rounded up to a larger step than the declared one")
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public Optional<Duration> ttl(String key) {
                        return super.ttl(key)
                                .map(left -> Duration.ofMinutes(
                                        left.plusNanos(59_999_999_999L).toMinutes()));
                    }
                });
    }
}
