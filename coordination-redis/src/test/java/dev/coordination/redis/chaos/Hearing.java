// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one subscription receives, on all its channels. */
final class Hearing {

    private final List<Session> sessions = new ArrayList<>();

    /** Begins to subscribe to all channels. */
    Hearing(Channels channels, String name, long begin) {
        for (int i = 0; i < channels.size(); i++) {
            sessions.add(channels.get(i).subscribing(name, begin));
        }
    }

    void forEach(Consumer<Session> action) {
        sessions.forEach(action);
    }

    void received(Message message) {
        sessions.get(Channels.number(message.channel())).received(Integer.parseInt(message.text()));
    }

    void ended(Session.End how, long at) {
        forEach(session -> session.ended(how, at));
    }
}
