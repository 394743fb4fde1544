// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import redis.clients.jedis.HostAndPort;

/**
 * A loopback port on which no server listens. A socket that never listens is bound to it, so that no other process can use
 * it.
 */
final class DeadAddress {

    private static final String LOOPBACK = "127.0.0.1";

    private final Socket holder = new Socket();

    DeadAddress() {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HostAndPort hostAndPort() {
        return new HostAndPort(LOOPBACK, holder.getLocalPort());
    }

    URI uri() {
        return URI.create("redis://" + LOOPBACK + ":" + holder.getLocalPort());
    }

    void free() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
