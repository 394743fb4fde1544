// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between a handle and its server that forwards whole requests and replies, so that it can hold or replace any of them,
 * and that records what the handle has sent.
 */
final class FaultProxy implements AutoCloseable {

    /** What happens to requests and replies. */
    interface Network {

        /** Forwards everything. */
        Network WORKING = new Network() {};

        default void request(Link link, RespFrame request) throws IOException, InterruptedException {
            link.toServer(request);
        }

        default void reply(Link link, RespFrame reply) throws IOException, InterruptedException {
            link.toClient(reply.bytes());
        }
    }

    /** A request or a reply that is held until the test lets it go on. */
    private static final class Hold {
        final Predicate<RespFrame> matching;
        final boolean isReply;
        final CountDownLatch released = new CountDownLatch(1);
        volatile boolean dropped;

        Hold(Predicate<RespFrame> matching, boolean isReply) {
            this.matching = matching;
            this.isReply = isReply;
        }
    }

    /** Small, so that a large request does not fit into it. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private volatile int target;
    private final AtomicInteger forwarding = new AtomicInteger();
    private final AtomicInteger sentOverOld = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Network network = Network.WORKING;
    private volatile @Nullable Hold hold;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Runnable onHeld = () -> {};

    FaultProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket();
            listening.setReceiveBufferSize(RECEIVE_BUFFER);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("fault-proxy", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Makes new connections lead to another port. */
    void leadTo(int port) {
        target = port;
    }

    /** Begins to read nothing more from the handle, or continues. */
    void setStalled(boolean stalled) {
        gate = stalled ? new CountDownLatch(1) : open(gate);
    }

    private static CountDownLatch open(CountDownLatch gate) {
        gate.countDown();
        return gate;
    }

    /** Changes what happens to every request and reply that follows. */
    void setNetwork(Network network) {
        this.network = network;
    }

    /** Returns how many connections the handle has opened. */
    int connections() {
        return connections.get();
    }

    /** Begins to count what the handle sends over connections that are open now. */
    void markOld() {
        links.forEach(link -> link.old = true);
    }

    /** Returns how many requests the handle has sent over connections that had been open when they were marked. */
    int sentOverOld() {
        return sentOverOld.get();
    }

    /** Returns how many connections of the handle are open. */
    int open() {
        return links.size();
    }

    /** Returns the requests that the handle has sent so far, whether or not they were forwarded. */
    List<List<String>> requests() {
        return List.copyOf(requests);
    }

    /** Returns whether every request that has arrived was forwarded. */
    boolean isQuiet() {
        return links.stream().allMatch(link -> link.waits) && forwarding.get() == 0;
    }

    /** Holds the first request, or reply, that matches and everything that follows it on its connection. */
    void hold(Predicate<RespFrame> matching, boolean isReply, Runnable held) {
        onHeld = held;
        hold = new Hold(matching, isReply);
    }

    /** Lets go of what is held, or drops it with its connection, and holds nothing more. */
    void release(boolean drop) {
        Hold held = hold;
        hold = null;
        if (held != null) {
            held.dropped = drop;
            held.released.countDown();
        }
    }

    /** Closes every connection. */
    void closeConnections(Link.End end) {
        links.forEach(link -> link.end(end));
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            connections.incrementAndGet();
            try {
                Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
                links.add(link);
                start("fault-proxy-requests", link::forwardRequests);
                start("fault-proxy-replies", link::forwardReplies);
            } catch (IOException e) {
                client.setSoLinger(true, 0);
                client.close(); // The server does not accept connections.
            }
        }
    }

    /** Work that ends when a connection does. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // The client, the server or the test has closed the connection.
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("nobody interrupts this thread", e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The requests of a connection; a stream that ends no read while this reads nothing. */
    private final class GatedInputStream extends FilterInputStream {
        private final Link link;

        GatedInputStream(Link link) throws IOException {
            super(link.client.getInputStream());
            this.link = link;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            link.waits = available() == 0;
            int read = super.read(bytes, offset, Math.min(length, RECEIVE_BUFFER));
            link.waits = false;
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return read;
        }
    }

    @Override
    public void close() {
        release(true);
        setStalled(false);
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closeConnections(Link.End.CLOSE);
        }
    }

    /** A connection of the handle, and the one to the server that belongs to it. */
    final class Link {

        /** How a connection ends. */
        enum End {
            /** Both sides receive a FIN. */
            CLOSE,
            /** Both sides receive an RST. */
            RESET,
            /** The client receives a FIN, and can still write. */
            SHUT_DOWN_OUTPUT
        }

        private final Socket client;
        private final Socket server;
        private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
        private volatile boolean subscribes;
        private volatile boolean old;

        /** Whether everything that has arrived was read and forwarded. */
        private volatile boolean waits;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void toServer(RespFrame request) throws IOException {
            subscribes = subscribes || request.command().endsWith("SUBSCRIBE");
            unanswered.add(request.command());
            server.getOutputStream().write(request.bytes());
        }

        void toClient(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        void end(End how) {
            try {
                if (how == End.SHUT_DOWN_OUTPUT) {
                    client.shutdownOutput();
                    return;
                }
                links.remove(this);
                if (how == End.RESET) {
                    client.setSoLinger(true, 0);
                    server.setSoLinger(true, 0);
                }
                client.close();
                server.close();
            } catch (IOException e) {
                // It has already ended.
            }
        }

        private void forwardRequests() throws IOException, InterruptedException {
            try {
                InputStream in = new BufferedInputStream(new GatedInputStream(this));
                while (true) {
                    RespFrame request = RespFrame.request(in);
                    requests.add(request.summary());
                    if (old && !request.isProbe()) {
                        sentOverOld.incrementAndGet();
                    }
                    forward(() -> {
                        awaitRelease(request, false);
                        network.request(this, request);
                    });
                }
            } finally {
                end(End.CLOSE);
            }
        }

        private void forwardReplies() throws IOException, InterruptedException {
            try {
                InputStream in = new BufferedInputStream(server.getInputStream());
                while (true) {
                    byte[] bytes = RespFrame.reply(in);
                    // A connection that subscribes receives messages, and several replies to one command.
                    String command = subscribes ? "SUBSCRIBE" : unanswered.poll();
                    RespFrame reply = new RespFrame(command == null ? "" : command, List.of(), bytes);
                    forward(() -> {
                        awaitRelease(reply, true);
                        network.reply(this, reply);
                    });
                }
            } finally {
                end(End.CLOSE);
            }
        }

        private void forward(Work work) throws IOException, InterruptedException {
            forwarding.incrementAndGet();
            try {
                work.run();
            } finally {
                forwarding.decrementAndGet();
            }
        }

        /** Holds a request or a reply if the test says so. The connection ends if it is to be dropped then. */
        private void awaitRelease(RespFrame frame, boolean isReply) throws IOException, InterruptedException {
            Hold holding = hold;
            if (holding == null || holding.isReply != isReply || !holding.matching.test(frame)) {
                return;
            }
            onHeld.run();
            holding.released.await();
            if (holding.dropped) {
                throw new IOException("it is dropped");
            }
        }
    }
}
