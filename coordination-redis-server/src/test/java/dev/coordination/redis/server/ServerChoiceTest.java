// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerChoiceTest {

    private static final ServerSource NO_DOCKER = refusing("Docker is not responding");
    private static final ServerSource NO_BINARY = refusing("there is no redis-server on the PATH");
    private static final ServerSource NO_EMBEDDED = refusing("embedded-redis cannot be started: no binary");

    private final List<String> printed = new ArrayList<>();
    private final List<URI> asked = new ArrayList<>();

    private static ServerSource having(String description) {
        return () -> new Described(URI.create("redis://127.0.0.1:1"), description);
    }

    /** A server that is only described and never runs. */
    private record Described(URI uri, String description) implements RedisServer {
        @Override
        public boolean isOwned() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static ServerSource image(String name) {
        return having("image " + name);
    }

    private static ServerSource refusing(String reason) {
        return () -> {
            throw new NoServerException(reason);
        };
    }

    private ServerChoice choice(ServerSource container, ServerSource onPath, ServerSource embedded) {
        return new ServerChoice(
                container, ServerChoiceTest::image, kind -> onPath, kind -> embedded, this::named, printed::add);
    }

    private ServerSource named(URI uri) {
        asked.add(uri);
        return having("named");
    }

    private ServerChoice choiceOfAll() {
        return choice(having("container"), having("installed"), having("embedded"));
    }

    @Nested
    class Auto {

        @Test
        void takesAContainerWhenDockerAnswers() {
            RedisServer server = choiceOfAll().start("auto");

            assertThat(server.description()).isEqualTo("container");
            assertThat(printed).containsExactly("coordination.redis=auto: container");
        }

        @Test
        void takesTheInstalledServerWhenDockerDoesNotAnswer() {
            RedisServer server =
                    choice(NO_DOCKER, having("installed"), having("embedded")).start("auto");

            assertThat(server.description()).isEqualTo("installed");
            assertThat(printed).containsExactly("coordination.redis=auto: installed [Docker is not responding]");
        }

        @Test
        void takesTheEmbeddedServerWhenNothingElseIsAvailable() {
            RedisServer server =
                    choice(NO_DOCKER, NO_BINARY, having("embedded")).start("auto");

            assertThat(server.description()).isEqualTo("embedded");
            assertThat(printed)
                    .containsExactly("coordination.redis=auto: embedded"
                            + " [Docker is not responding; there is no redis-server on the PATH]");
        }

        @Test
        void failsWithEveryReasonWhenNoServerIsAvailable() {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> choice(NO_DOCKER, NO_BINARY, NO_EMBEDDED).start("auto"))
                    .withMessage("coordination.redis=auto: Docker is not responding;"
                            + " there is no redis-server on the PATH; embedded-redis cannot be started: no binary");
            assertThat(printed).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"testcontainers,container", "server,installed", "embedded,embedded"})
    void takesTheRequestedServer(String value, String expected) {
        RedisServer server = choiceOfAll().start(value);

        assertThat(server.description()).isEqualTo(expected);
        assertThat(printed).containsExactly("coordination.redis=" + value + ": " + expected);
    }

    /** {@code sentinel} and {@code cluster}. */
    @Nested
    class Setups {

        private ServerChoice choice(
                Function<ServerKind, ServerSource> onPath, Function<ServerKind, ServerSource> embedded) {
            return new ServerChoice(
                    having("container"),
                    ServerChoiceTest::image,
                    onPath,
                    embedded,
                    ServerChoiceTest.this::named,
                    printed::add);
        }

        @ParameterizedTest
        @CsvSource({"sentinel,SENTINEL", "cluster,CLUSTER"})
        void areStartedFromTheInstalledBinary(String value, ServerKind kind) {
            RedisServer server = choice(asked -> having("installed " + asked), asked -> having("embedded"))
                    .start(value);

            assertThat(server.description()).isEqualTo("installed " + kind);
            assertThat(printed).containsExactly("coordination.redis=" + value + ": installed " + kind);
        }

        @ParameterizedTest
        @CsvSource({"sentinel,SENTINEL", "cluster,CLUSTER"})
        void areStartedFromTheEmbeddedBinaryWhenNoneIsInstalled(String value, ServerKind kind) {
            RedisServer server = choice(asked -> NO_BINARY, asked -> having("embedded " + asked))
                    .startEntry(value);

            assertThat(server.description()).isEqualTo("embedded " + kind);
            assertThat(printed)
                    .containsExactly("coordination.redis.matrix=" + value + ": embedded " + kind
                            + " [there is no redis-server on the PATH]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"sentinel", "cluster"})
        void failWithEveryReasonWithoutABinaryEvenIfDockerAnswers(String value) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(
                            () -> choice(kind -> NO_BINARY, kind -> NO_EMBEDDED).start(value))
                    .withMessage("coordination.redis=" + value + ": there is no redis-server on the PATH;"
                            + " embedded-redis cannot be started: no binary");
            assertThat(printed).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "testcontainers, Docker is not responding",
        "server,         there is no redis-server on the PATH",
        "embedded,       embedded-redis cannot be started: no binary"
    })
    void failsIfTheRequestedServerIsMissingEvenIfOthersAreAvailable(String value, String reason) {
        ServerSource container = value.equals("testcontainers") ? NO_DOCKER : having("container");
        ServerSource onPath = value.equals("server") ? NO_BINARY : having("installed");
        ServerSource embedded = value.equals("embedded") ? NO_EMBEDDED : having("embedded");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> choice(container, onPath, embedded).start(value))
                .withMessage("coordination.redis=" + value + ": " + reason);
        assertThat(printed).isEmpty();
    }

    @Nested
    class Named {

        @ParameterizedTest
        @CsvSource({
            "redis://db.example:6380,          redis://db.example:6380",
            "rediss://u:p@db.example:6380/2,   rediss://u:p@db.example:6380/2",
            "redis://db.example,               redis://db.example:6379",
            "redis://db.example:,              redis://db.example:6379",
            "redis://:a%40b@db.example/2,      redis://:a%40b@db.example:6379/2",
            "redis://db.example?protocol=3,    redis://db.example:6379?protocol=3",
            "redis://db.example/2?protocol=3,  redis://db.example:6379/2?protocol=3",
            "redis://[::1]/2,                  redis://[::1]:6379/2",
            "redis://redis_redis,              redis://redis_redis:6379",
            "redis://svc%3Aa:p@w@redis_redis:, redis://svc%3Aa:p@w@redis_redis:6379",
            "REDISS://db.example,              REDISS://db.example:6379"
        })
        void aUriWithoutAPortHasTheDefaultPort(String value, URI expected) {
            choiceOfAll().start(value);

            assertThat(asked).containsExactly(expected);
        }

        @Test
        void theUserInfoIsMaskedInTheOutput() {
            choiceOfAll().start("redis://user:secret@db.example");

            assertThat(printed).containsExactly("coordination.redis=redis://***@db.example: named");
        }

        @Test
        void theMessageForAnUnreachableServerContainsThePropertyAndTheMaskedUri() throws Exception {
            ServerChoice choice = new ServerChoice(
                    having("container"),
                    ServerChoiceTest::image,
                    kind -> having("installed"),
                    kind -> having("embedded"),
                    NamedServer::at,
                    printed::add);
            try (Socket bound = new Socket()) { // Reserves a port on which no server listens.
                bound.bind(new InetSocketAddress("127.0.0.1", 0));
                String address = "127.0.0.1:" + bound.getLocalPort();
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> choice.start("redis://user:secret@" + address))
                        .withMessage("coordination.redis=redis://***@" + address + ": the server at redis://***@"
                                + address + " cannot be reached: Failed to connect to " + address + ".");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "loc%61lhost"})
        void theUserInfoIsSplitBeforeItIsDecoded(String host) {
            ServerChoice choice = new ServerChoice(
                    having("container"),
                    ServerChoiceTest::image,
                    kind -> having("installed"),
                    kind -> having("embedded"),
                    NamedServer::at,
                    printed::add);

            try (RestartableServer process =
                    RestartableServer.start("user svc:billing on >p:@w ~* &* +@all", "user default off")) {
                RedisServer server = choice.start("redis://svc%3Abilling:p%3A@w@" + host + ":" + process.port());

                assertThat(server.description()).endsWith(" (redis://***@" + host + ":" + process.port() + ")");
            }
        }

        @Test
        void anOldServerIsRefused() throws Exception {
            ServerChoice choice = new ServerChoice(
                    having("container"),
                    ServerChoiceTest::image,
                    kind -> having("installed"),
                    kind -> having("embedded"),
                    NamedServer::at,
                    printed::add);

            try (ScriptedRedis old = ScriptedRedis.ofVersion("6.0.16")) {
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> choice.start(old.uri().toString()))
                        .withMessage("coordination.redis=" + old.uri() + ": the server at " + old.uri()
                                + " is too old: it is Redis 6.0.16, but at least 6.2 is required");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "AUTO",
                "docker",
                "localhost:6379",
                "http://localhost:6379",
                "redis:",
                "redis://",
                "redis://local host:6379",
                "redis-sentinel://localhost:6379"
            })
    void anyOtherValueIsRejectedAndTheMessageListsTheValidOnes(String value) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> choiceOfAll().start(value))
                .withMessage("coordination.redis must be auto, testcontainers, server, embedded, sentinel,"
                        + " cluster, or a URI such as redis://localhost:6379, but was: \"" + value + "\"")
                .withNoCause();
        assertThat(printed).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:6379,              redis://:***,          a host",
        "redis:user:secret@h,        ***@h,                 a host",
        "redis://localhost:0,        redis://localhost:***, a port from 1 to 65535",
        "redis://user:secret,        redis://user:***,      a port from 1 to 65535",
        "redis://user@localhost,     redis://***@localhost, user:password or :password before the host",
        "redis://:sec/ret@localhost, redis://***@localhost, '/, ? and # percent-encoded in its user info'",
        "redis://localhost/a,        redis://localhost/a,   'no path, or a database number as its path'",
        "redis://localhost?a=secret, redis://localhost?***, no query other than protocol=2 or protocol=3",
    })
    void theMessageForAnInvalidUriNamesTheRule(String value, String shown, String rule) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> choiceOfAll().start(value))
                .withMessage(
                        "coordination.redis must be auto, testcontainers, server, embedded, sentinel, cluster, or a URI such as"
                                + " redis://localhost:6379, but was: \"" + shown + "\"; the URI must have " + rule)
                .withNoCause();
        assertThat(printed).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user:secret@localhost,              ***@localhost",
        "http://user:secret@localhost,       http://***@localhost",
        "redis://user:sec ret@localhost,     redis://***@localhost",
        "//user:secret@localhost,            //***@localhost",
    })
    void theMessageForARejectedValueContainsNoSecret(String value, String shown) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> choiceOfAll().start(value))
                .withMessageEndingWith(", but was: \"" + shown + "\"")
                .withNoCause();
    }

    /** The entries of the matrix. */
    @Nested
    class MatrixEntries {

        @ParameterizedTest
        @CsvSource({
            "redis:7.0, image redis:7.0, coordination.redis.matrix=redis:7.0",
            "valkey/valkey:8.1, image valkey/valkey:8.1, coordination.redis.matrix=valkey/valkey:8.1",
            "embedded, embedded, coordination.redis.matrix=embedded",
            "server, installed, coordination.redis.matrix=server",
            "redis://localhost:7000, named, coordination.redis.matrix=redis://localhost:7000"
        })
        void areImagesOrValuesOfTheServerProperty(String entry, String started, String says) {
            RedisServer server = choiceOfAll().startEntry(entry);

            assertThat(server.description()).isEqualTo(started);
            assertThat(printed).containsExactly(says + ": " + started);
        }

        @Test
        void theMessageForAMissingServerNamesTheMatrix() {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> choice(having("container"), NO_BINARY, having("embedded"))
                            .startEntry("server"))
                    .withMessage("coordination.redis.matrix=server: there is no redis-server on the PATH");
        }

        @Test
        void theMessageForAnInvalidUriNamesTheMatrixAndContainsNoSecret() {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> choiceOfAll().startEntry("http://user:secret@localhost"))
                    .withMessage(
                            "an entry of coordination.redis.matrix must be an image, auto, testcontainers, server,"
                                    + " embedded, sentinel, cluster, or a URI such as redis://localhost:6379, but was: \"http://***@localhost\"")
                    .withNoCause();
        }
    }
}
