// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;

/**
 * What Jedis needs in order to connect to the server that a URI names:
 * {@code redis[s]://[[user]:password@]host[:port][/database][?protocol=2|3]}.
 *
 * <p>Jedis itself refuses a host whose name has an underscore, and decodes user info before it splits it. This class parses URIs as
 * the Redis adapter does.
 *
 * @since 0.1.0
 */
public final class ServerAddress {

    // The adapter has code like this; neither module depends on the other.

    /** The host, with brackets if it is an IPv6 address, and the text after the colon. */
    static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\[\\]]*]|[^\\[\\]:]*)(?::(.*))?");

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65_535;
    private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,5}");
    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,9})?");
    private static final Pattern PROTOCOL = Pattern.compile("protocol=([23])");

    private final URI uri;
    private final HostAndPort server;
    private final boolean tls;
    private final @Nullable String user;
    private final @Nullable String password;
    private final int database;
    private final @Nullable RedisProtocol protocol;

    private ServerAddress(URI uri, Function<String, IllegalArgumentException> refused) {
        if (!isScheme(uri.getScheme())) {
            throw refused.apply("the scheme redis or rediss");
        }
        checkSeparators(uri, refused);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        Matcher hostAndPort = HOST_AND_PORT.matcher(authority.substring(at + 1));
        if (!hostAndPort.matches() || hostAndPort.group(1).isEmpty()) {
            throw refused.apply("a host");
        }
        String port = hostAndPort.group(2);
        if (!isPort(port)) {
            throw refused.apply("a port from 1 to " + LAST_PORT);
        }
        boolean hasPort = port != null && !port.isEmpty();
        this.uri = hasPort ? uri : withPort(uri, authority);
        this.server =
                new HostAndPort(host(hostAndPort.group(1), refused), hasPort ? Integer.parseInt(port) : DEFAULT_PORT);
        this.tls = "rediss".equalsIgnoreCase(uri.getScheme());
        int colon = authority.indexOf(':');
        if (at >= 0 && (colon < 0 || colon > at)) {
            throw refused.apply("user:password or :password before the host");
        }
        this.user = at > 0 && colon > 0 ? PercentEncoding.decode(authority.substring(0, colon), refused) : null;
        this.password = at >= 0 ? PercentEncoding.decode(authority.substring(colon + 1, at), refused) : null;
        String path = PercentEncoding.decode(uri.getRawPath(), refused);
        if (!DATABASE.matcher(path).matches()) {
            throw refused.apply("no path, or a database number as its path");
        }
        this.database = path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0;
        this.protocol = protocol(uri.getRawQuery(), refused);
    }

    /**
     * Parses a URI, such as that of {@link RedisServer#uri}.
     *
     * @param uri the URI; the default port is 6379
     * @return the address
     * @throws IllegalArgumentException if the URI is not a valid Redis URI; the message shows no credentials
     * @since 0.1.0
     */
    public static ServerAddress of(URI uri) {
        Objects.requireNonNull(uri, "uri must not be null");
        return parse(
                uri,
                rule -> new IllegalArgumentException(
                        "uri must have " + rule + ", but was " + MaskedUri.of(uri.toString())));
    }

    /**
     * Parses a URI.
     *
     * @param refused creates the exception for a URI that does not have what a text describes
     */
    static ServerAddress parse(URI uri, Function<String, IllegalArgumentException> refused) {
        return new ServerAddress(uri, refused);
    }

    static boolean isScheme(@Nullable String scheme) {
        return "redis".equalsIgnoreCase(scheme) || "rediss".equalsIgnoreCase(scheme);
    }

    /** Returns whether a text is a port, or whether there is none. */
    static boolean isPort(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        if (!NUMBER.matcher(text).matches()) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port > 0 && port <= LAST_PORT;
    }

    /** Refuses what is left over if a password contains a character that ended the authority. */
    private static void checkSeparators(URI uri, Function<String, IllegalArgumentException> refused) {
        boolean isLate = Stream.of(uri.getRawPath(), uri.getRawQuery(), uri.getRawFragment())
                .anyMatch(part -> part != null && part.contains("@"));
        if (isLate && uri.getRawAuthority() != null) {
            throw refused.apply("/, ? and # percent-encoded in its user info");
        }
        if (uri.getRawFragment() != null) {
            throw refused.apply("no fragment");
        }
    }

    private static String host(String encoded, Function<String, IllegalArgumentException> refused) {
        if (encoded.startsWith("[")) {
            return encoded.replaceFirst("%25(?!])", "%"); // before the zone (RFC 6874)
        }
        String host = PercentEncoding.decode(encoded, refused);
        if (host.chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
            throw refused.apply("a host");
        }
        return host;
    }

    private static @Nullable RedisProtocol protocol(
            @Nullable String query, Function<String, IllegalArgumentException> refused) {
        if (query == null) {
            return null;
        }
        Matcher protocol = PROTOCOL.matcher(query);
        if (!protocol.matches()) {
            throw refused.apply("no query other than protocol=2 or protocol=3");
        }
        return protocol.group(1).equals("2") ? RedisProtocol.RESP2 : RedisProtocol.RESP3;
    }

    private static URI withPort(URI uri, String authority) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + authority.replaceFirst(":$", "") + ":" + DEFAULT_PORT
                + uri.getRawPath() + query);
    }

    /** Returns the URI with its port, because Jedis requires one. */
    URI uri() {
        return uri;
    }

    /**
     * Returns the host and the port. An IPv6 address has brackets.
     *
     * @return the address of the server
     * @since 0.1.0
     */
    public HostAndPort hostAndPort() {
        return server;
    }

    /**
     * Returns a configuration with the credentials, the database and the protocol of the URI. If the scheme is {@code rediss}, it
     * uses TLS, trusts the certificates that the JVM trusts, and verifies the name of the host.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public DefaultJedisClientConfig.Builder clientConfig() {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().database(database).user(user).password(password);
        if (protocol != null) {
            config.protocol(protocol);
        }
        return tls ? config.sslOptions(SslOptions.builder().build()) : config;
    }

    /** Returns the URI without its secrets. */
    @Override
    public String toString() {
        return MaskedUri.of(uri.toString());
    }
}
