// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import redis.clients.jedis.UnifiedJedis;

/** A client that loses the reply to its first write, and what closes it. */
record LosingClient(UnifiedJedis client, Runnable onClose) {

    static LosingClient of(UnifiedJedis client) {
        return new LosingClient(client, client::close);
    }
}
