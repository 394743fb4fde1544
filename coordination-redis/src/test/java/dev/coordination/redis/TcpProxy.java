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

/** A network between client and server that a test can count, mute and cut. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
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

    /** Returns how often a client spoke after the server had, or for the first time. */
    long roundTrips() {
        return roundTrips.get();
    }

    /** Returns how many connections were made. */
    int connections() {
        return connections.get();
    }

    /** Makes every connection half open: what either side sends vanishes, and nobody is told. */
    void mute() {
        muteRequests = true;
        muteReplies = true;
    }

    /** Lets requests through and loses the replies. */
    void muteReplies() {
        muteReplies = true;
    }

    /** Lets everything through again that is sent from now on. */
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
            // It is closed as far as it can be.
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
        private volatile boolean clientSpeaks;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pump(client, server, () -> {
                if (!clientSpeaks) {
                    clientSpeaks = true;
                    roundTrips.incrementAndGet();
                }
                return !muteRequests;
            });
        }

        void replies() {
            pump(server, client, () -> {
                clientSpeaks = false;
                return !muteReplies;
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
                // One side is gone; so is the other.
            } finally {
                closeQuietly(from);
                closeQuietly(to);
                sockets.remove(from);
                sockets.remove(to);
            }
        }
    }
}
