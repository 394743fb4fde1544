// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port on which this process listens. */
final class TakenPort implements AutoCloseable {

    private final ServerSocket socket;

    private TakenPort(int port) throws IOException {
        socket = new ServerSocket(port, 1, InetAddress.getByName(RedisProcess.LOOPBACK));
    }

    static TakenPort any() throws IOException {
        return new TakenPort(0);
    }

    static TakenPort at(int port) throws IOException {
        return new TakenPort(port);
    }

    int number() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
