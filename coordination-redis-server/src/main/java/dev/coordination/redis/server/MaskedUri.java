// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.regex.Pattern;

/** URIs as they may be shown. */
final class MaskedUri {

    private static final String MASK = "***";

    /** What stands where a port would and is none: a password whose host was forgotten. */
    private static final Pattern PORT_THAT_IS_NONE =
            Pattern.compile("^((?:[a-z]+://)?(?:\\[[^/\\]]*]|[^/:\\[]*):)(?!//|\\d*(?:[/?]|$)).*");

    private MaskedUri() {}

    /**
     * Returns the text with everything masked that may be a secret: all before the last {@code @}, the scheme aside, and
     * the query. Works on text that is no URI too, for such text stands in messages that say so.
     */
    static String of(String text) {
        int query = text.indexOf('?');
        int at = text.lastIndexOf('@');
        String shown = text;
        if (query > at) {
            shown = text.substring(0, query + 1) + MASK;
        }
        if (at < 0) {
            return PORT_THAT_IS_NONE.matcher(shown).replaceFirst("$1" + MASK);
        }
        int scheme = text.indexOf("://");
        String start = scheme >= 0 && scheme < at ? text.substring(0, scheme + "://".length()) : "";
        return start + MASK + shown.substring(at);
    }
}
