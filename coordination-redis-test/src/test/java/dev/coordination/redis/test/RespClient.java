// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.redis.server.ServerAddress;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.HostAndPort;

/** A minimal Redis client without a library: sends a command, and reads a reply that is not an array. */
final class RespClient implements RedisEval, AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RespClient(URI server) throws IOException {
        HostAndPort address = ServerAddress.of(server).hostAndPort();
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    @Override
    public long eval(String script, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("EVAL", script, "0"));
        words.addAll(arguments);
        return Long.parseLong(call(words.toArray(String[]::new)));
    }

    /** Returns the reply as text: {@code nil} if it is null. */
    String call(String... words) {
        try {
            StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                command.append('$')
                        .append(word.getBytes(UTF_8).length)
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            out.write(command.toString().getBytes(UTF_8));
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> rest.equals("-1") ? "nil" : text(Integer.parseInt(rest));
            default -> throw new IllegalStateException(line);
        };
    }

    private String text(int length) throws IOException {
        String text = new String(in.readNBytes(length), UTF_8);
        in.skipNBytes("\r\n".length());
        return text;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
