// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import redis.clients.jedis.exceptions.JedisException;

/** A connection leads to a server that must not be asked. Nothing was sent to it. */
final class WrongServerException extends JedisException {

    private static final long serialVersionUID = 1L;

    WrongServerException(String problem) {
        super(problem);
    }
}
