// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that gives scripted replies, so that tests can send what no real server sends. It answers {@code HELLO}, as a master
 * would, {@code CLIENT} and {@code AUTH} itself unless the script does.
 */
final class ScriptedServer implements AutoCloseable {

    /** The end of a reply after which the server neither reads nor writes on the connection any more. */
    static final String STOP = "<stop>";

    /** The end of a reply after which the server closes the connection. */
    static final String CLOSE = "<close>";

    private final ServerSocket listener;
    private final Function<List<String>, @Nullable String> script;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts a server.
     *
     * @param script returns the raw reply to a command with its arguments, in ISO 8859-1, or null for the default reply
     */
    ScriptedServer(Function<List<String>, @Nullable String> script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns how many connections were opened. */
    int connections() {
        return connections.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            connections.incrementAndGet();
            client.setTcpNoDelay(true);
            sockets.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (String head = line(in); !head.isEmpty(); head = line(in)) {
                List<String> words = new ArrayList<>();
                for (int left = Integer.parseInt(head.substring(1)); left > 0; left--) {
                    int length = Integer.parseInt(line(in).substring(1));
                    words.add(new String(in.readNBytes(length), ISO_8859_1));
                    line(in);
                }
                String reply = script.apply(words);
                String sent = reply == null ? defaultReply(words) : reply;
                out.write(sent.replace(STOP, "").replace(CLOSE, "").getBytes(ISO_8859_1));
                out.flush();
                if (sent.endsWith(STOP)) {
                    closed.await();
                }
                if (sent.endsWith(STOP) || sent.endsWith(CLOSE)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String defaultReply(List<String> words) {
        return switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "HELLO" -> words.size() > 1 ? "-ERR unknown command 'HELLO'\r\n" : hello("standalone", "master");
            case "PING" -> "+PONG\r\n";
            default -> "+OK\r\n";
        };
    }

    /** Returns the reply of {@code HELLO} in RESP2. */
    static String hello(String mode, String role) {
        return list(bulk("server"), bulk("redis"), bulk("mode"), bulk(mode), bulk("role"), bulk(role));
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    static String list(String... elements) {
        return "*" + elements.length + "\r\n" + String.join("", elements);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // The client or the server closed the connection.
                    }
                },
                "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
