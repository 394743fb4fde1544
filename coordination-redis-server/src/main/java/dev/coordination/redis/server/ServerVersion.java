// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The version that a server reports.
 *
 * @param major the major version of Redis, or of the Redis that the server is compatible with
 * @param minor the minor version that belongs to {@code major}
 * @param product {@code Redis} or {@code Valkey}
 * @param number the version of the product
 */
record ServerVersion(int major, int minor, String product, String number) {

    /** The oldest supported version. */
    static final String OLDEST = "6.2";

    /** Long, because machines that run tests are busy; only a call that fails waits this long. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private static final Pattern VERSION_LINE =
            Pattern.compile("^redis_version:((\\d{1,9})\\.(\\d{1,9})\\S*)\\s*$", Pattern.MULTILINE);

    /** What precedes the arguments of a command that a server does not know. */
    private static final String QUOTE = "with args beginning with";

    /** Valkey also reports the version of Redis that it is compatible with. */
    private static final Pattern VALKEY_LINE = Pattern.compile("^valkey_version:(\\S+)\\s*$", Pattern.MULTILINE);

    /**
     * Asks a server for its version, and refuses one that is too old.
     *
     * @param name the name of the server in error messages
     */
    static ServerVersion of(URI uri, String name) throws NoServerException {
        ServerAddress address = ServerAddress.of(uri);
        JedisClientConfig config = address.clientConfig()
                .clientName("coordination-version")
                .timeoutMillis(TIMEOUT_MILLIS)
                .build();
        try (Jedis client = new Jedis(address.hostAndPort(), config)) {
            return parse(client.info("server"), name);
        } catch (JedisDataException e) {
            throw refused(name + " refused the connection: ", e);
        } catch (JedisException e) {
            throw refused(name + " cannot be reached: ", e);
        }
    }

    /**
     * Creates an exception. A server that does not know {@code HELLO} quotes its arguments, which include the password: the message
     * omits them, and the exception has no cause.
     */
    private static NoServerException refused(String what, JedisException failure) {
        String reason = FailureReason.innermost(failure);
        int quote = reason.indexOf(QUOTE);
        String shown = quote < 0 ? reason : reason.substring(0, quote) + "...";
        boolean isQuoted = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(QUOTE));
        return isQuoted ? new NoServerException(what + shown) : new NoServerException(what + shown, failure);
    }

    /** Does the same with a started server, which has no credentials. Works with the oldest Jedis, too. */
    static ServerVersion of(ServerCommands server, String name) throws NoServerException {
        return parse(server.text("INFO", "server"), name);
    }

    /** Parses the reply to {@code INFO server}. */
    static ServerVersion parse(String info, String name) throws NoServerException {
        Matcher line = VERSION_LINE.matcher(info);
        if (!line.find()) {
            throw new NoServerException(name + " does not report its version");
        }
        Matcher valkey = VALKEY_LINE.matcher(info);
        boolean isValkey = valkey.find();
        ServerVersion version = new ServerVersion(
                Integer.parseInt(line.group(2)),
                Integer.parseInt(line.group(3)),
                isValkey ? "Valkey" : "Redis",
                isValkey ? valkey.group(1) : line.group(1));
        if (!version.isAtLeast(6, 2)) {
            throw new NoServerException(
                    name + " is too old: it is " + version + ", but at least " + OLDEST + " is required");
        }
        return version;
    }

    /** Returns what reports show about the server. */
    Map<String, String> details(String started) {
        return Map.of("server", product, "version", number, "started", started);
    }

    /** Compares the version of Redis, or of the Redis that the server is compatible with. */
    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    @Override
    public String toString() {
        return product + " " + number;
    }
}
