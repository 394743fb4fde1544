// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** Parses {@code host[:port]}, the address of a server in a URI. */
final class HostPort {

    /** The host, with brackets if it is an IPv6 address, and the text after the colon. */
    private static final Pattern SYNTAX = Pattern.compile("(\\[[^\\[\\]]*]|[^\\[\\]:]*)(?::(.*))?");

    private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,5}");
    private static final int LAST_PORT = 65_535;

    /** A host that cannot be a part of a query. */
    private static final Pattern SHOWN_HOST = Pattern.compile("[\\p{L}\\p{N}._~%-]+|\\[[A-Za-z0-9:._%]+]");

    private HostPort() {}

    /**
     * Returns the address of a server. An IPv6 address keeps its brackets.
     *
     * @param text the address, percent-encoded
     * @param uri the URI that contains it
     */
    static HostAndPort parse(String text, int defaultPort, UriParts uri) {
        Matcher server = SYNTAX.matcher(text);
        if (!server.matches() || server.group(1).isEmpty()) {
            throw uri.mustHave("a host");
        }
        String port = server.group(2);
        if (!isPort(port)) {
            throw uri.mustHave("a port from 1 to " + LAST_PORT);
        }
        String host = host(server.group(1), uri);
        return new HostAndPort(host, port == null || port.isEmpty() ? defaultPort : Integer.parseInt(port));
    }

    private static String host(String encoded, UriParts uri) {
        if (encoded.startsWith("[")) {
            return encoded.replaceFirst("%25(?!])", "%"); // before the zone (RFC 6874)
        }
        String host = PercentEncoding.decode(encoded, "host", uri);
        if (host.chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
            throw uri.mustHave("a host"); // a resolver in C would ignore what follows a NUL
        }
        return host;
    }

    /** Returns whether a text is a port, or whether there is none. */
    private static boolean isPort(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        if (!NUMBER.matcher(text).matches()) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port > 0 && port <= LAST_PORT;
    }

    /**
     * Returns the text as far as it is recognized as the address of a server. What is not a port may be a password, if the host
     * was forgotten.
     */
    static String masked(String text) {
        Matcher server = SYNTAX.matcher(text);
        if (!server.matches()) {
            return MaskedUri.MASK;
        }
        String host = server.group(1);
        String port = server.group(2);
        boolean isKnown = SHOWN_HOST.matcher(host).matches();
        if (isKnown && isPort(port)) {
            return text;
        }
        return port != null && (isKnown || host.isEmpty()) ? host + ":" + MaskedUri.MASK : MaskedUri.MASK;
    }
}
