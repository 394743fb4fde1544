// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A proxy between client and server that counts round trips, and can drop data and close connections. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket listening;
    private volatile int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong roundTrips = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean muteRequests;
    private volatile boolean muteReplies;

    TcpProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    /** Returns how many times a client sent something for the first time or after the server had replied. */
    long roundTrips() {
        return roundTrips.get();
    }

    /** Returns how many connections were opened. */
    int connections() {
        return connections.get();
    }

    /** Connects later clients to another server. */
    void retarget(int port) {
        target = port;
    }

    /** Silently drops everything that either side sends, as a dead network does. */
    void mute() {
        muteRequests = true;
        muteReplies = true;
    }

    /** Forwards requests and drops replies. */
    void muteReplies() {
        muteReplies = true;
    }

    /** Silently drops everything that either side sends over the connections that are open now, but not over later ones. */
    void muteOpenConnections() {
        links.forEach(link -> link.mute = true);
    }

    /** Reads nothing more from the client over the connections that are open now, as a stopped server does. */
    void stallOpenConnections() {
        links.forEach(link -> link.stalled = true);
    }

    /** Resumes forwarding: everything that is sent from now on arrives. */
    void unmute() {
        muteRequests = false;
        muteReplies = false;
    }

    /** Closes every connection. */
    void cut() {
        sockets.forEach(TcpProxy::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                Link link = new Link(client, server);
                links.add(link);
                start(link::requests);
                start(link::replies);
            }
        } catch (IOException e) {
            cut();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean clientSentLast;
        private volatile boolean mute;
        private volatile boolean stalled;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pump(client, server, () -> {
                if (!clientSentLast) {
                    clientSentLast = true;
                    roundTrips.incrementAndGet();
                }
                while (stalled && !client.isClosed()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return !muteRequests && !mute;
            });
        }

        void replies() {
            pump(server, client, () -> {
                clientSentLast = false;
                return !muteReplies && !mute;
            });
        }

        private void pump(Socket from, Socket to, java.util.function.BooleanSupplier onChunk) {
            byte[] chunk = new byte[64 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int size; (size = in.read(chunk)) >= 0; ) {
                    if (onChunk.getAsBoolean()) {
                        out.write(chunk, 0, size);
                    }
                }
            } catch (IOException e) {
                // If one side is closed, the other is closed, too.
            } finally {
                closeQuietly(from);
                closeQuietly(to);
                sockets.remove(from);
                sockets.remove(to);
                links.remove(this);
            }
        }
    }
}
