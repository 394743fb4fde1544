// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

/** One way to have a Redis. */
interface ServerSource {

    /** Starts or finds the server, and checks its version. */
    RedisServer start() throws NoServerException;
}
