// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Speaks just enough of the protocol to pass for a Redis server of any version. */
final class ScriptedRedis implements AutoCloseable {

    private final ServerSocket listener;
    private final UnaryOperator<String> answer;

    private ScriptedRedis(UnaryOperator<String> answer) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        this.answer = answer;
        start(this::accept);
    }

    static ScriptedRedis ofVersion(String version) throws IOException {
        String info = "redis_version:" + version + "\r\n";
        return new ScriptedRedis(command -> switch (command) {
            case "INFO" -> "$" + info.length() + "\r\n" + info;
            case "HELLO" -> "-ERR unknown command";
            default -> "+OK";
        });
    }

    static ScriptedRedis thatAnswers(String line) throws IOException {
        return new ScriptedRedis(command -> line);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            OutputStream out = client.getOutputStream();
            for (String head = in.readLine(); head != null; head = in.readLine()) {
                List<String> words = new ArrayList<>();
                for (int left = Integer.parseInt(head.substring(1)); left > 0; left--) {
                    in.readLine();
                    words.add(in.readLine());
                }
                out.write((answer.apply(words.get(0).toUpperCase(Locale.ROOT)) + "\r\n").getBytes(UTF_8));
                out.flush();
            }
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // The client or the server closed the connection.
                    }
                },
                "scripted-redis");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
