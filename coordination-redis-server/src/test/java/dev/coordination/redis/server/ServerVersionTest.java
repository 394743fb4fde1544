// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    private static String info(String version) {
        return "# Server\r\nredis_version:" + version + "\r\nredis_git_sha1:00000000\r\nprocess_id:1\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.2.11", "6.10.0", "7.0.15", "7.4.0-v1", "8.0", "10.1.2", "255.255.255"})
    void version62AndLaterAreAccepted(String text) throws Exception {
        ServerVersion version = ServerVersion.parse(info(text), "mine");

        assertThat(version).hasToString("Redis " + text);
    }

    @Test
    void valkeyIsShownWithItsOwnNameAndVersion() throws Exception {
        ServerVersion version = ServerVersion.parse(
                info("7.2.4") + "server_name:valkey\r\nvalkey_version:8.1.1\r\nos:Linux\r\n", "mine");

        assertThat(version).hasToString("Valkey 8.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8.24", "5.0.14.1", "6.0.16", "6.1.999"})
    void anOlderVersionIsRefusedInOneLine(String text) {
        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> ServerVersion.parse(info(text), "mine"))
                .withMessage("mine is too old: it is Redis " + text + ", but at least 6.2 is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# Server\r\n", "redis_version:\r\n", "redis_version:7\r\n", "xredis_version:7.0.1\r\n"})
    void aReplyWithoutAVersionIsRefused(String info) {
        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> ServerVersion.parse(info, "mine"))
                .withMessage("mine does not report its version");
    }

    @Test
    void anOldServerIsRefused() throws Exception {
        try (ScriptedRedis server = ScriptedRedis.ofVersion("5.0.14")) {
            assertThatExceptionOfType(NoServerException.class)
                    .isThrownBy(() -> ServerVersion.of(server.uri(), "mine"))
                    .withMessage("mine is too old: it is Redis 5.0.14, but at least 6.2 is required");
        }
    }

    @Test
    void distinguishesAnUnreachableServerFromOneThatRefuses() throws Exception {
        try (Socket bound = new Socket(); // Reserves a port on which no server listens.
                ScriptedRedis server = ScriptedRedis.thatAnswers("-NOPERM go away")) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            String address = "127.0.0.1:" + bound.getLocalPort();

            assertThatExceptionOfType(NoServerException.class)
                    .isThrownBy(() -> ServerVersion.of(URI.create("redis://" + address), "mine"))
                    .withMessage("mine cannot be reached: Failed to connect to " + address + ".");
            assertThatExceptionOfType(NoServerException.class)
                    .isThrownBy(() -> ServerVersion.of(server.uri(), "mine"))
                    .withMessage("mine refused the connection: NOPERM go away");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?protocol=2", "?protocol=3"})
    void aServerThatQuotesThePasswordIsRefusedWithoutShowingIt(String query) throws Exception {
        String answer = "-ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `bob`, `secret`, ";
        try (ScriptedRedis server = ScriptedRedis.thatAnswers(answer)) {
            URI uri = URI.create("redis://bob:secret@127.0.0.1:" + server.uri().getPort() + query);

            assertThatExceptionOfType(NoServerException.class)
                    .isThrownBy(() -> ServerVersion.of(uri, "mine"))
                    .withMessageStartingWith("mine ")
                    .satisfies(refusal -> assertThat(stackTrace(refusal)).doesNotContain("secret"));
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
