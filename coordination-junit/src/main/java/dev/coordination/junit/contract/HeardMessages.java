// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The messages that a listener should hear, in order. No two messages have the same text. A message is shown in the
 * form of {@link PubSubArea#shown}.
 */
final class HeardMessages {

    static final List<String> CHANNELS = List.of("a", "ab", "b", "ba");

    private static final List<String> PATTERNS = List.of("a*", "?", "*b", "[ab]*", "b?*");

    private final Set<Topic> topics;
    private final List<String> expected = new ArrayList<>();

    HeardMessages(Collection<Topic> topics) {
        this.topics = new LinkedHashSet<>(topics);
    }

    /** Returns all topics that a listener may have, in the same order on every call. */
    static List<Topic> topics(boolean patterns) {
        List<Topic> all = new ArrayList<>();
        CHANNELS.forEach(channel -> all.add(Topic.channel(channel)));
        if (patterns) {
            PATTERNS.forEach(pattern -> all.add(Topic.pattern(pattern)));
        }
        return all;
    }

    /**
     * Records a message that is published now, and returns how it is shown: once for each matching topic, the channel first.
     */
    List<String> published(String channel, String text) {
        List<String> shown = new ArrayList<>();
        if (topics.contains(Topic.channel(channel))) {
            shown.add(channel + ": " + text);
        }
        for (Topic topic : topics) {
            if (topic.kind() == Topic.Kind.PATTERN && matches(topic.name(), channel)) {
                shown.add(channel + " by " + topic.name() + ": " + text);
            }
        }
        expected.addAll(shown);
        return shown;
    }

    private static boolean matches(String pattern, String channel) {
        return switch (pattern) {
            case "a*" -> channel.startsWith("a");
            case "?" -> channel.length() == 1;
            case "*b" -> channel.endsWith("b");
            case "b?*" -> channel.startsWith("b") && channel.length() > 1;
            default -> true;
        };
    }

    List<String> expected() {
        return expected;
    }

    /** Returns the messages with the pattern deliveries of each one sorted, since these may come in any order (S-04). */
    static List<String> sortedByPattern(List<String> shown) {
        List<String> sorted = new ArrayList<>(shown);
        for (int from = 0; from < sorted.size(); from++) {
            int to = from;
            while (to < sorted.size() && isByPattern(sorted.get(to)) && isSame(sorted.get(from), sorted.get(to))) {
                to++;
            }
            if (to > from) {
                sorted.subList(from, to).sort(Comparator.naturalOrder());
                from = to - 1;
            }
        }
        return sorted;
    }

    private static boolean isByPattern(String shown) {
        return shown.contains(" by ");
    }

    private static boolean isSame(String one, String other) {
        return one.substring(one.lastIndexOf(' ')).equals(other.substring(other.lastIndexOf(' ')));
    }
}
