// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a loopback port that is free at the time of the call. */
final class FreePort {

    /** The distance from the port of a cluster node to its bus port. It can be configured only since Redis 7.0. */
    static final int BUS_OFFSET = 10_000;

    private static final int HIGHEST_PORT = 65_535;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    static int find() throws IOException {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        }
    }

    /** Finds a port for a cluster node, whose bus port is free too. */
    static int findForClusterNode() throws IOException {
        return findForClusterNode(FreePort::find);
    }

    /** Finds a port for a cluster node among free ports. */
    static int findForClusterNode(RedisProcess.Ports free) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = free.next();
            if (port + BUS_OFFSET <= HIGHEST_PORT && isFree(port + BUS_OFFSET)) {
                return port;
            }
        }
        throw new BindException("no free port has a free port " + BUS_OFFSET + " above it");
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(RedisProcess.LOOPBACK));
    }
}
