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
import java.util.function.IntPredicate;

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
    private volatile long stallAfter = Long.MAX_VALUE;

    TcpProxy(int target) {
        this(target, listen());
    }

    /** Creates a proxy that accepts connections from a socket, which may use TLS. */
    TcpProxy(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
        start(this::accept);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Makes new connections lead to another port. */
    void leadTo(int port) {
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

    /** Reads nothing more from a client that has sent this many bytes. */
    void stallAfter(long bytes) {
        stallAfter = bytes;
    }

    /** Returns whether nothing is read from some client. */
    boolean isStalling() {
        return links.stream().anyMatch(link -> link.stalled);
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
            AtomicLong bytes = new AtomicLong();
            pump(client, server, size -> {
                if (!clientSentLast) {
                    clientSentLast = true;
                    roundTrips.incrementAndGet();
                }
                if (bytes.addAndGet(size) > stallAfter) {
                    stalled = true;
                }
                while (stalled && !client.isClosed()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return !muteRequests && !mute;
            });
        }

        void replies() {
            pump(server, client, size -> {
                clientSentLast = false;
                return !muteReplies && !mute;
            });
        }

        private void pump(Socket from, Socket to, IntPredicate onChunk) {
            byte[] chunk = new byte[64 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int size; (size = in.read(chunk)) >= 0; ) {
                    if (onChunk.test(size)) {
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
