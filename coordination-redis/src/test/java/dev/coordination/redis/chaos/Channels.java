// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The channels of the load, each with one publisher, and what was heard on them. */
final class Channels {

    static final String PREFIX = "channel-";

    private final List<ChannelHistory> histories = new ArrayList<>();

    Channels(int count, Duration bound) {
        for (int i = 0; i < count; i++) {
            histories.add(new ChannelHistory(bound));
        }
    }

    int size() {
        return histories.size();
    }

    static String name(int channel) {
        return PREFIX + channel;
    }

    static int number(String name) {
        return Integer.parseInt(name.substring(PREFIX.length()));
    }

    ChannelHistory get(int channel) {
        return histories.get(channel);
    }

    List<String> broken(boolean oneServer) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            String name = name(i);
            histories.get(i).broken(oneServer).forEach(problem -> broken.add(name + ": " + problem));
        }
        return broken;
    }

    String summary() {
        return histories.stream().map(ChannelHistory::summary).collect(Collectors.joining("; "));
    }
}
