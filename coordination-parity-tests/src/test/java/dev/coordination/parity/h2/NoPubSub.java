// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.Arguments;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;

/** The pub/sub area of an adapter without pub/sub (G-08). */
final class NoPubSub implements PubSub {

    private final Database database;

    NoPubSub(Database database) {
        this.database = database;
    }

    @Override
    public long publish(String channel, byte[] payload) {
        Arguments.channel(channel);
        Arguments.notNull(payload, "payload");
        throw unsupported();
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics) {
        Arguments.topics(topics);
        throw unsupported();
    }

    @Override
    public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
        Arguments.topics(topics);
        Arguments.notNull(listener, "listener");
        throw unsupported();
    }

    private UnsupportedOperationException unsupported() {
        database.check();
        return new UnsupportedOperationException("this adapter has no pub/sub (G-08)");
    }
}
