// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open subscriptions of one handle. */
final class OpenSubscriptions {

    private final Set<RedisSubscription> open = ConcurrentHashMap.newKeySet();

    void add(RedisSubscription subscription) {
        open.add(subscription);
    }

    void remove(RedisSubscription subscription) {
        open.remove(subscription);
    }

    /**
     * Closes all subscriptions. Starts closing every one before it waits for any, so that the waits for an unresponsive
     * server overlap.
     */
    void closeAll() {
        open.forEach(RedisSubscription::startClosing);
        open.forEach(RedisSubscription::close);
    }
}
