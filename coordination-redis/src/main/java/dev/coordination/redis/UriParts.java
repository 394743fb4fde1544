// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URI, split but not yet decoded. {@link URI} itself decodes user info before it can be split, and does not
 * recognize the user info and the host if the host has an underscore.
 */
final class UriParts {

    private final URI uri;
    private final @Nullable String userInfo;
    private final String servers;

    private UriParts(URI uri, @Nullable String userInfo, String servers) {
        this.uri = uri;
        this.userInfo = userInfo;
        this.servers = servers;
    }

    static UriParts of(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        return new UriParts(uri, at < 0 ? null : authority.substring(0, at), authority.substring(at + 1));
    }

    /** Returns the scheme in lower case, or an empty string. */
    String scheme() {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Returns what precedes the last {@code @}, or null if there is no {@code @}. */
    @Nullable
    String userInfo() {
        return userInfo;
    }

    /** Returns what follows the user info: usually {@code host[:port]}. */
    String servers() {
        return servers;
    }

    String path() {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    @Nullable
    String query() {
        return uri.getRawQuery();
    }

    /**
     * Refuses a fragment and an {@code @} after the authority, because either means that a password contains a character that
     * ended the authority.
     */
    void checkSeparators() {
        boolean isLate = Stream.of(uri.getRawPath(), uri.getRawQuery(), uri.getRawFragment())
                .anyMatch(part -> part != null && part.contains("@"));
        if (isLate && uri.getRawAuthority() != null) {
            throw mustHave("/, ? and # percent-encoded in its user info");
        }
        if (uri.getRawFragment() != null) {
            throw mustHave("no fragment");
        }
    }

    /** Returns an exception for a URI that breaks a rule. Its message shows no secrets. */
    IllegalArgumentException mustHave(String rule) {
        return new IllegalArgumentException("uri must have " + rule + ", but was " + this);
    }

    /** Returns the URI without its secrets. */
    @Override
    public String toString() {
        return MaskedUri.of(uri);
    }
}
