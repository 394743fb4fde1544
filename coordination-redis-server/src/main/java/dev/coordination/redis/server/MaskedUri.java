// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the secrets in URIs, so that the URIs can be printed. The adapter has a class like this one; neither module depends on the
 * other.
 */
final class MaskedUri {

    private static final String MASK = "***";

    private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//");
    private static final Pattern END = Pattern.compile("[?#]");

    /** A host that cannot be a part of a query. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._~% -]+|\\[[A-Za-z0-9:._%]+]");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]*");

    private MaskedUri() {}

    /**
     * Returns the text with everything masked that may be a secret: the query, what precedes the last {@code @}, except for the
     * scheme, and what is not recognized. Accepts text that is not a valid URI, because error messages quote such text.
     */
    static String of(String text) {
        Matcher prefix = PREFIX.matcher(text);
        String start = prefix.lookingAt() ? prefix.group() : "";
        String rest = text.substring(start.length());
        return rest.isEmpty() ? text : start + withoutPrefix(rest);
    }

    private static String withoutPrefix(String rest) {
        Matcher query = END.matcher(rest);
        int end = query.find() ? query.start() : rest.length();
        int at = rest.lastIndexOf('@');
        if (end < at) {
            return MASK; // the '@' may belong to the user info or to the query
        }
        String shown = rest.substring(at + 1, end);
        int slash = shown.indexOf('/');
        String servers = slash < 0 ? shown : shown.substring(0, slash);
        String masked = servers(servers);
        if (!masked.equals(servers)) {
            return (at < 0 ? "" : MASK + "@") + masked;
        }
        String path = shown.substring(servers.length());
        return (at < 0 ? "" : MASK + "@")
                + servers
                + (PATH.matcher(path).matches() ? path : "/" + MASK)
                + (end < rest.length() ? rest.charAt(end) + MASK : "");
    }

    /** Returns a list of servers as far as it is recognized. */
    private static String servers(String servers) {
        StringBuilder shown = new StringBuilder();
        for (String server : servers.split(",", -1)) {
            String masked = server(server);
            shown.append(shown.isEmpty() ? "" : ",").append(masked);
            if (!masked.equals(server)) {
                break;
            }
        }
        return shown.toString();
    }

    /** Returns a server as far as it is recognized. What is not a port may be a password, if the host was forgotten. */
    private static String server(String server) {
        Matcher parts = ServerAddress.HOST_AND_PORT.matcher(server);
        if (!parts.matches()) {
            return MASK;
        }
        String host = parts.group(1);
        String port = parts.group(2);
        boolean isKnown = HOST.matcher(host).matches();
        if (isKnown && ServerAddress.isPort(port)) {
            return server;
        }
        return port != null && (isKnown || host.isEmpty()) ? host + ":" + MASK : MASK;
    }
}
