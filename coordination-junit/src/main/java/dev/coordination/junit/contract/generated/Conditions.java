// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What a generator may ask of an adapter.
 *
 * @param unit the unit of TTLs and advances
 * @param passing how time passes
 * @param capabilities the capabilities of the adapter
 * @param limits the limits of the adapter
 * @param buffer the number of messages that a subscription buffers, both on the adapter under test and on the in-memory
 *     adapter
 */
public record Conditions(Duration unit, Passing passing, Set<Capability> capabilities, Limits limits, int buffer) {

    /** How time passes. */
    public enum Passing {
        /** On a fake clock, which stands still between advances: single milliseconds can be distinguished. */
        EXACT,
        /** Advancing costs nothing, but the clock of the backend runs on by itself. */
        FREE,
        /**
         * Not at all: advances are left out, because they would take real time, and the unit is so long that nothing
         * expires even during the calls of a slow adapter. Other tests of the rules wait for time to pass.
         */
        NEVER
    }

    /** Returns whether an operation may have this argument. This is the one place that restricts all generators. */
    boolean permits(String operation, Object argument) {
        if (argument instanceof String text) {
            return operation.equals("cache.deleteMatching")
                    ? RefusedArguments.isRefusedPattern(text) || bytes(text) <= limits.patternBytes()
                    : RefusedArguments.isRefusedName(text) || bytes(text) <= limits.nameBytes();
        }
        if (argument instanceof Topic topic) {
            return bytes(topic.name())
                    <= (topic.kind() == Topic.Kind.PATTERN ? limits.patternBytes() : limits.nameBytes());
        }
        if (argument instanceof Collection<?> topics) {
            return topics.stream().allMatch(topic -> permits(operation, topic));
        }
        if (argument instanceof byte[] content) {
            return content.length <= (operation.startsWith("pubSub.") ? limits.payloadBytes() : limits.valueBytes());
        }
        if (argument instanceof Duration ttl) {
            if (RefusedArguments.isRefused(ttl)) {
                return true;
            }
            Duration counted = TtlSizes.rounded(ttl);
            return counted.compareTo(limits.longestTtl()) <= 0 && counted.equals(limits.roundUp(counted));
        }
        if (argument instanceof Leadership term) {
            return permits(operation, term.election()) && permits(operation, term.nodeId());
        }
        return !(argument instanceof Map<?, ?> metadata) || bytes(metadata) <= limits.metadataBytes();
    }

    private static int bytes(Map<?, ?> metadata) {
        return metadata.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
    }

    private static int bytes(Object text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
