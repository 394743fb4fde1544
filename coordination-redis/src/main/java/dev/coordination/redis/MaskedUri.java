// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Shows a URI without its secrets. What is masked does not depend on how the URI is parsed, so that a malformed one can be shown,
 * too.
 */
final class MaskedUri {

    static final String MASK = "***";

    /** A path that cannot be a part of a query or a password. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]*");

    private MaskedUri() {}

    /** Returns the scheme, the servers and the path. What precedes the last {@code @}, and what is not recognized, is masked. */
    static String of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String rest = uri.toString().substring(scheme.length());
        return rest.startsWith("//") ? scheme + "//" + hierarchical(rest.substring(2)) : scheme + MASK;
    }

    private static String hierarchical(String rest) {
        int at = rest.lastIndexOf('@');
        int end = endOfPath(rest);
        if (end < at) {
            return MASK; // the '@' may belong to the user info or to the query
        }
        String shown = rest.substring(at + 1, end);
        int slash = shown.indexOf('/');
        String servers = slash < 0 ? shown : shown.substring(0, slash);
        String path = slash < 0 ? "" : shown.substring(slash);
        String masked = servers(servers);
        return (at < 0 ? "" : MASK + "@") + masked + (masked.equals(servers) ? path(path) : "");
    }

    private static int endOfPath(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '?' || rest.charAt(i) == '#') {
                return i;
            }
        }
        return rest.length();
    }

    /** Returns a list of servers as far as it is recognized. */
    private static String servers(String servers) {
        StringBuilder shown = new StringBuilder();
        for (String server : servers.split(",", -1)) {
            String masked = HostPort.masked(server);
            shown.append(shown.isEmpty() ? "" : ",").append(masked);
            if (!masked.equals(server)) {
                break;
            }
        }
        return shown.toString();
    }

    private static String path(String path) {
        return PATH.matcher(path).matches() ? path : "/" + MASK;
    }
}
