// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** A way to obtain a Redis server. */
interface ServerSource {

    /** Starts or finds the server, and checks its version. */
    RedisServer start() throws NoServerException;
}
