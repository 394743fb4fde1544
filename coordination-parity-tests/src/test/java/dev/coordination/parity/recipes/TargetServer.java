// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Passes each write to a fenced and to an unfenced target. Serves the leader of another process over a connection: each line is an
 * event, and those that ask something are answered. Thread-safe.
 */
final class TargetServer implements AutoCloseable {

    private final Target fenced = Target.fenced();
    private final Target unfenced = Target.unfenced();
    private final Journal journal;
    private final ServerSocket server;
    private final Thread thread = new Thread(this::serve, "target-server");

    private @Nullable Socket client;

    /** After how many checks to hold the leader up; zero if it is not to be held up. */
    private int checksUntilHeld;

    private boolean held;

    TargetServer(Journal journal) throws IOException {
        this.journal = journal;
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    Target fencedTarget() {
        return fenced;
    }

    Target unfencedTarget() {
        return unfenced;
    }

    /** Writes to both targets. Returns whether the fenced one accepted it. */
    boolean write(String node, long token) {
        boolean accepted = fenced.write(node, token);
        unfenced.write(node, token);
        journal.add(new Event(node, Event.Kind.WRITTEN, token, accepted ? "accepted" : "refused"));
        return accepted;
    }

    /** Holds the leader up between a check of its term and the write that follows, and returns the token of the term. */
    long holdUp(String node, int afterChecks) throws InterruptedException {
        int from;
        synchronized (this) {
            from = journal.size();
            checksUntilHeld = afterChecks;
        }
        return journal.await(
                        node + " between a check and a write",
                        from,
                        event -> event.is(node, Event.Kind.CHECKED)
                                && event.detail().equals("held up"))
                .token();
    }

    /** Lets the leader go on, as soon as its process runs. */
    synchronized void letGo() throws IOException {
        if (!held) {
            throw new IllegalStateException("no leader is held up");
        }
        held = false;
        answer("go on");
    }

    private void serve() {
        try (Socket accepted = server.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(accepted.getInputStream(), UTF_8))) {
            accepted.setTcpNoDelay(true);
            synchronized (this) {
                client = accepted;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                serve(TargetConnection.parse(line));
            }
        } catch (IOException e) {
            // The process was killed, or this server was closed.
        } finally {
            journal.end();
        }
    }

    private synchronized void serve(Event event) throws IOException {
        switch (event.kind()) {
            case CHECKED -> check(event);
            case WRITTEN -> answer(write(event.node(), event.token()) ? "accepted" : "refused");
            case ELECTED, WITHDREW, LOST -> journal.add(event);
        }
    }

    private synchronized void check(Event event) throws IOException {
        if (checksUntilHeld > 0) {
            checksUntilHeld--;
            if (checksUntilHeld == 0) {
                held = true;
                journal.add(new Event(event.node(), event.kind(), event.token(), "held up"));
                return;
            }
        }
        journal.add(event);
        answer("go on");
    }

    private synchronized void answer(String line) throws IOException {
        if (client == null) {
            throw new IllegalStateException("no leader is connected");
        }
        OutputStream out = client.getOutputStream();
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            if (client != null) {
                client.close();
            }
        }
    }
}
