// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A server that accepts every subscription, and can be made to answer anything else in place of an acknowledgement. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile UnaryOperator<String> replies = UnaryOperator.identity();

    FakeServer() {
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DaemonThreads.platform("fake-server", this::accept).start();
    }

    /** Returns the address, for clients that speak RESP2. */
    URI uri() {
        return URI.create("redis://127.0.0.1:" + listening.getLocalPort() + "?protocol=2");
    }

    /** From now on, passes each reply through a function before it is sent. */
    void replies(UnaryOperator<String> changed) {
        replies = changed;
    }

    /** Sends something to every client that is still there. */
    void send(String text) {
        for (Socket socket : sockets) {
            try {
                write(socket, text);
            } catch (IOException e) {
                sockets.remove(socket);
            }
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        synchronized (out) {
            out.write(Utf8.bytes(text));
            out.flush();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                client.setTcpNoDelay(true);
                sockets.add(client);
                DaemonThreads.platform("fake-server", () -> serve(client)).start();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            while (true) {
                write(client, replies.apply(reply(command(in))));
            }
        } catch (IOException e) {
            sockets.remove(client);
        }
    }

    private static List<String> command(InputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        for (int count = number(in, '*'); count > 0; count--) {
            byte[] word = in.readNBytes(number(in, '$'));
            words.add(Utf8.text(word));
            in.skipNBytes(2);
        }
        return words;
    }

    private static int number(InputStream in, char kind) throws IOException {
        if (in.read() != kind) {
            throw new IOException("the client has gone, or has sent no command");
        }
        int number = 0;
        for (int digit = in.read(); digit != '\r'; digit = in.read()) {
            number = 10 * number + digit - '0';
        }
        in.skipNBytes(1);
        return number;
    }

    private static String reply(List<String> command) {
        String word = command.get(0).toLowerCase(Locale.ROOT);
        if (word.equals("hello")) {
            return "*4\r\n" + bulk("server") + bulk("redis") + bulk("proto") + ":2\r\n";
        }
        if (!word.endsWith("subscribe")) {
            return "+OK\r\n";
        }
        StringBuilder acknowledgements = new StringBuilder();
        for (String topic : command.subList(1, command.size())) {
            acknowledgements
                    .append("*3\r\n")
                    .append(bulk(word))
                    .append(bulk(topic))
                    .append(":1\r\n");
        }
        return acknowledgements.toString();
    }

    static String bulk(String text) {
        return "$" + Utf8.bytes(text).length + "\r\n" + text + "\r\n";
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
