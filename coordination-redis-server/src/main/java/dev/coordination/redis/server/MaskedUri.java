// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.regex.Pattern;

/** Masks the secrets in URIs, so that the URIs can be printed. */
final class MaskedUri {

    private static final String MASK = "***";

    /** Matches a URI with text other than a number in place of the port: a password, if the host was forgotten. */
    private static final Pattern INVALID_PORT =
            Pattern.compile("^((?:[a-z]+://)?(?:\\[[^/\\]]*]|[^/:\\[]*):)(?!//|\\d*(?:[/?]|$)).*");

    private MaskedUri() {}

    /**
     * Returns the text with everything that may be a secret masked: the query, and what precedes the last {@code @}, except
     * for the scheme. Accepts text that is not a valid URI, because error messages quote such text.
     */
    static String of(String text) {
        int query = text.indexOf('?');
        int at = text.lastIndexOf('@');
        String shown = text;
        if (query > at) {
            shown = text.substring(0, query + 1) + MASK;
        }
        if (at < 0) {
            return INVALID_PORT.matcher(shown).replaceFirst("$1" + MASK);
        }
        int scheme = text.indexOf("://");
        String start = scheme >= 0 && scheme < at ? text.substring(0, scheme + "://".length()) : "";
        return start + MASK + shown.substring(at);
    }
}
