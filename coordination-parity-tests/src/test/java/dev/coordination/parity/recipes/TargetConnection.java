// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** The connection of a leader to the {@link TargetServer} of another process. Only one thread may ask. */
final class TargetConnection implements AutoCloseable {

    private final String node;
    private final Socket socket;
    private final BufferedReader in;

    TargetConnection(String node, int port) throws IOException {
        this.node = node;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        socket.setTcpNoDelay(true);
    }

    static Event parse(String line) {
        String[] parts = line.split(" ", 4);
        return new Event(parts[0], Event.Kind.valueOf(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    void tell(Event.Kind kind, long token, String detail) {
        send(kind, token, detail);
    }

    /** Tells an event and waits for the answer. */
    String ask(Event.Kind kind, long token) {
        send(kind, token, "");
        try {
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the target server has closed the connection");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void send(Event.Kind kind, long token, String detail) {
        try {
            socket.getOutputStream().write((node + " " + kind + " " + token + " " + detail + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
