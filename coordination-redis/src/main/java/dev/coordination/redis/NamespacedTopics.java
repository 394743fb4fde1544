// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The topics of one subscription, with the names that they have on the server. */
final class NamespacedTopics {

    private final List<byte[]> channels;
    private final List<byte[]> patterns;
    private final String names;

    NamespacedTopics(Set<Topic> topics, Namespace namespace) {
        channels = onServer(topics, Topic.Kind.CHANNEL, namespace);
        patterns = onServer(topics, Topic.Kind.PATTERN, namespace);
        names = Arguments.quoted(topics);
    }

    private static List<byte[]> onServer(Set<Topic> topics, Topic.Kind kind, Namespace namespace) {
        // The prefix contains no special characters, so it is the same for channels and patterns.
        return topics.stream()
                .filter(topic -> topic.kind() == kind)
                .map(topic -> namespace.channel(topic.name()))
                .toList();
    }

    List<byte[]> channels() {
        return channels;
    }

    List<byte[]> patterns() {
        return patterns;
    }

    int count() {
        return channels.size() + patterns.size();
    }

    static byte[] shortest(List<byte[]> names) {
        return names.stream().min(Comparator.comparingInt(name -> name.length)).orElseThrow();
    }

    @Override
    public String toString() {
        return names;
    }
}
