// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.HostAndPort;

/**
 * Proxies in front of the nodes of a cluster that together lose exactly one reply: once a node has executed a write, the
 * connection is closed instead of returning the reply. An error reply is not lost, because the node has then changed nothing.
 *
 * <p>Each connection is used for one command after another.
 */
final class LosingProxies implements AutoCloseable {

    private final Map<HostAndPort, ServerSocket> proxies = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lost = new AtomicBoolean();

    /** Returns the address of the proxy in front of a node. */
    HostAndPort to(HostAndPort node) {
        ServerSocket proxy = proxies.computeIfAbsent(node, this::listen);
        return new HostAndPort(proxy.getInetAddress().getHostAddress(), proxy.getLocalPort());
    }

    private ServerSocket listen(HostAndPort node) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            start(() -> accept(listening, node));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening, HostAndPort node) throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            Socket server = new Socket(node.getHost(), node.getPort());
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean writes = new AtomicBoolean();
            start(() -> forwardCommands(client, server, writes));
            start(() -> forwardReplies(server, client, writes));
        }
    }

    private static void forwardCommands(Socket client, Socket server, AtomicBoolean writes) throws IOException {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] chunk = new byte[64 * 1024];
            for (int size; (size = in.read(chunk)) >= 0; ) {
                String command = RespCommand.name(chunk, size);
                if (!command.isEmpty()) { // otherwise, the rest of a long command
                    writes.set(!LostReply.READS.contains(command));
                }
                out.write(chunk, 0, size);
            }
        }
    }

    private void forwardReplies(Socket server, Socket client, AtomicBoolean writes) throws IOException {
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] chunk = new byte[64 * 1024];
            for (int size; (size = in.read(chunk)) >= 0; ) {
                if (writes.get() && chunk[0] != '-' && lost.compareAndSet(false, true)) {
                    return;
                }
                out.write(chunk, 0, size);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // A side has closed its connection, or this was closed.
                    }
                },
                "coordination-losing-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        proxies.values().forEach(LosingProxies::closeQuietly);
        sockets.forEach(LosingProxies::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Nothing more can be done to close it.
        }
    }
}
