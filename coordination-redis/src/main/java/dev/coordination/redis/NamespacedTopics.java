// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The topics of one subscription, with the names that they have on the server. */
final class NamespacedTopics {

    /** How many bytes of names one command has at most, unless a single name is longer. */
    private static final int LONGEST_COMMAND = 64 * 1024;

    private final List<TopicName> names;
    private final List<List<TopicName>> parts = new ArrayList<>();
    private final String text;

    NamespacedTopics(Set<Topic> topics, Namespace namespace) {
        List<TopicName> channels =
                onServer(topics, Topic.Kind.CHANNEL, namespace.pubSub().channels(), namespace);
        List<TopicName> patterns = onServer(topics, Topic.Kind.PATTERN, TopicKind.PATTERN, namespace);
        names = new ArrayList<>(channels);
        names.addAll(patterns);
        split(channels);
        split(patterns);
        text = Arguments.quoted(topics);
    }

    private static List<TopicName> onServer(Set<Topic> topics, Topic.Kind kind, TopicKind as, Namespace namespace) {
        // The prefix contains no special characters, so it is the same for channels and patterns.
        return topics.stream()
                .filter(topic -> topic.kind() == kind)
                .map(topic -> new TopicName(as, namespace.channel(topic.name())))
                .toList();
    }

    private void split(List<TopicName> ofOneKind) {
        List<TopicName> part = new ArrayList<>();
        int bytes = 0;
        for (TopicName name : ofOneKind) {
            if (!part.isEmpty() && bytes + name.bytes().length > LONGEST_COMMAND) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(name);
            bytes += name.bytes().length;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    List<TopicName> all() {
        return names;
    }

    /**
     * Returns the topics in parts, each for one command. Other threads can write to the connection between two commands, and
     * the server answers each one before it reads the next.
     */
    List<List<TopicName>> parts() {
        return parts;
    }

    @Override
    public String toString() {
        return text;
    }
}
