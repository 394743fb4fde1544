// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chooses a Redis server by the value of the system property {@code coordination.redis}. */
final class ServerChoice {

    static final String AUTO = "auto";
    private static final String TESTCONTAINERS = "testcontainers";
    private static final String SERVER = "server";
    private static final String EMBEDDED = "embedded";
    private static final String SENTINEL = "sentinel";
    private static final String CLUSTER = "cluster";
    private static final Set<String> VALUES = Set.of(AUTO, TESTCONTAINERS, SERVER, EMBEDDED, SENTINEL, CLUSTER);
    private static final Duration AUTO_LIMIT = Duration.ofMinutes(1);

    private final ServerSource container;
    private final Function<String, ServerSource> images;
    private final Function<ServerKind, ServerSource> onPath;
    private final Function<ServerKind, ServerSource> embedded;
    private final Function<URI, ServerSource> named;
    private final Consumer<String> out;

    ServerChoice(
            ServerSource container,
            Function<String, ServerSource> images,
            Function<ServerKind, ServerSource> onPath,
            Function<ServerKind, ServerSource> embedded,
            Function<URI, ServerSource> named,
            Consumer<String> out) {
        this.container = container;
        this.images = images;
        this.onPath = onPath;
        this.embedded = embedded;
        this.named = named;
        this.out = out;
    }

    static ServerChoice ofThisMachine() {
        return new ServerChoice(
                byTestcontainers(ContainerSource::ofThisMachine),
                image -> byTestcontainers(() -> ContainerSource.ofThisMachine(image)),
                kind -> new PathSource(kind, System.getenv("PATH")),
                kind -> new OptionalSource(
                        "embedded-redis",
                        "com.github.codemonstur:embedded-redis",
                        "redis.embedded.core.ExecutableProvider",
                        () -> new EmbeddedSource(kind)),
                NamedServer::at,
                System.out::println);
    }

    private static ServerSource byTestcontainers(Supplier<ServerSource> kind) {
        return new OptionalSource(
                "Testcontainers",
                "org.testcontainers:testcontainers",
                "org.testcontainers.containers.GenericContainer",
                kind);
    }

    /** Starts or finds the server that a value of the property selects, and prints its description. */
    RedisServer start(String value) {
        return start(RedisServers.PROPERTY, value);
    }

    /** Starts or finds the server for an entry of the matrix: a value of the property, or the name of an image. */
    RedisServer startEntry(String entry) {
        boolean isValue = VALUES.contains(entry) || entry.contains("://");
        return isValue
                ? start(ServerMatrix.PROPERTY, entry)
                : first(ServerMatrix.PROPERTY, entry, List.of(images.apply(entry)));
    }

    /** Starts or finds a server. Messages contain the name of the property that selects the server. */
    private RedisServer start(String property, String value) {
        return switch (value) {
            // If the image has to be pulled and the registry cannot be reached, Docker blocks for many minutes.
            case AUTO ->
                first(
                        property,
                        value,
                        List.of(
                                new TimeLimitedSource(container, "Testcontainers", AUTO_LIMIT),
                                onPath.apply(ServerKind.STANDALONE),
                                embedded.apply(ServerKind.STANDALONE)));
            case TESTCONTAINERS -> first(property, value, List.of(container));
            case SERVER -> first(property, value, List.of(onPath.apply(ServerKind.STANDALONE)));
            case EMBEDDED -> first(property, value, List.of(embedded.apply(ServerKind.STANDALONE)));
            case SENTINEL -> first(property, value, fromBinaries(ServerKind.SENTINEL));
            case CLUSTER -> first(property, value, fromBinaries(ServerKind.CLUSTER));
            default -> first(property, MaskedUri.of(value), List.of(named.apply(uri(property, value))));
        };
    }

    private List<ServerSource> fromBinaries(ServerKind kind) {
        return List.of(onPath.apply(kind), embedded.apply(kind));
    }

    private RedisServer first(String property, String asked, List<ServerSource> kinds) {
        String asking = property + "=" + asked;
        List<String> refusals = new ArrayList<>();
        for (ServerSource kind : kinds) {
            try {
                RedisServer server = kind.start();
                String passedOver = refusals.isEmpty() ? "" : " [" + String.join("; ", refusals) + "]";
                out.accept(asking + ": " + server.description() + passedOver);
                return server;
            } catch (NoServerException e) {
                refusals.add(e.reason());
            }
        }
        throw new IllegalStateException(asking + ": " + String.join("; ", refusals));
    }

    /**
     * Parses a value, and adds the default port, which Jedis requires. The exceptions of {@link URI} quote their input, passwords
     * included, so none is kept as a cause.
     */
    private static URI uri(String property, String value) {
        String start = property.equals(ServerMatrix.PROPERTY)
                ? "an entry of " + property + " must be an image, "
                : property + " must be ";
        String message = start
                + "auto, testcontainers, server, embedded, sentinel, cluster, or a URI such as redis://localhost:6379,"
                + " but was: \"" + MaskedUri.of(value) + "\"";
        try {
            URI uri = new URI(value);
            if (ServerAddress.isScheme(uri.getScheme())) {
                return ServerAddress.parse(
                                uri, rule -> new IllegalArgumentException(message + "; the URI must have " + rule))
                        .uri();
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(message);
        }
        throw new IllegalArgumentException(message);
    }
}
