// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Matches channels with an adapter's {@code subscribeMatching}. */
final class PortChannels implements Matcher {

    private final DistributedCoordination handle;
    private final List<String> names;

    /** Creates a matcher. Closing it closes the handle. Subscriptions must buffer a message for each pattern. */
    PortChannels(DistributedCoordination handle, List<String> names) {
        this.handle = handle;
        this.names = names;
    }

    @Override
    public List<BitSet> matches(List<String> patterns) {
        Map<String, BitSet> matches = new HashMap<>();
        patterns.forEach(pattern -> matches.put(pattern, new BitSet(names.size())));
        try (Subscription subscription = handle.pubSub().subscribeMatching(patterns.toArray(String[]::new))) {
            for (int i = 0; i < names.size(); i++) {
                handle.pubSub().publish(names.get(i), new byte[0]);
                for (Message message : all(subscription)) {
                    message.pattern().map(matches::get).orElseThrow().set(i);
                }
            }
        }
        return patterns.stream()
                .map(pattern -> matches.getOrDefault(pattern, new BitSet()))
                .toList();
    }

    private static List<Message> all(Subscription subscription) {
        return Stream.generate(subscription::poll)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        handle.close();
    }
}
