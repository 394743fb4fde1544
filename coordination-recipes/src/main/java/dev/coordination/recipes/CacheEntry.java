// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LoadingCache} stores under a key: a line of text, and the bytes of the value, if there is one.
 *
 * <p>Each entry has a token that no other has. So an entry can be replaced or deleted only by who has seen it, even if the key
 * was given the same value again.
 */
final class CacheEntry {

    /** At most 13 digits, which suffice for the longest TTL (G-02) and never overflow. */
    private static final Pattern HEADER = Pattern.compile("([a-z_]+) ([^ ]+) (0|[1-9][0-9]{0,12})");

    private final EntryKind kind;
    private final String token;
    private final long ttlMillis;

    /** The length of the line of text. */
    private final int headerLength;

    private final byte[] raw;

    private CacheEntry(EntryKind kind, String token, long ttlMillis, int headerLength, byte[] raw) {
        this.kind = kind;
        this.token = token;
        this.ttlMillis = ttlMillis;
        this.headerLength = headerLength;
        this.raw = raw;
    }

    private static CacheEntry of(EntryKind kind, String token, long ttlMillis, byte[] payload) {
        byte[] header = (kind + " " + token + " " + ttlMillis + "\n").getBytes(UTF_8);
        return new CacheEntry(kind, token, ttlMillis, header.length, concatenate(header, payload));
    }

    /** Returns an entry that tells that its value is being loaded. */
    static CacheEntry loading(String token) {
        return of(EntryKind.LOADING, token, 0, new byte[0]);
    }

    /** Returns an entry with a value; {@code null} tells that there is none. */
    static CacheEntry loaded(String token, Duration ttl, byte @Nullable [] payload) {
        return payload == null
                ? of(EntryKind.NONE, token, ttl.toMillis(), new byte[0])
                : of(EntryKind.VALUE, token, ttl.toMillis(), payload);
    }

    /** Returns this entry, and that its value is being refreshed. */
    CacheEntry refreshing(String newToken) {
        return of(kind.refreshing(), newToken, ttlMillis, payload());
    }

    /** Returns the entry with these bytes, or {@code null} if this is none. */
    static @Nullable CacheEntry parse(byte[] raw) {
        int end = 0;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        Matcher words = HEADER.matcher(new String(raw, 0, end, UTF_8));
        EntryKind kind = end < raw.length && words.matches() ? EntryKind.of(words.group(1)) : null;
        if (kind == null) {
            return null;
        }
        CacheEntry entry = new CacheEntry(kind, words.group(2), Long.parseLong(words.group(3)), end + 1, raw);
        return entry.isConsistent() ? entry : null;
    }

    private boolean isConsistent() {
        return kind.isLoaded() == ttlMillis > 0 && (kind.hasValue() || headerLength == raw.length);
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    EntryKind kind() {
        return kind;
    }

    String token() {
        return token;
    }

    /** Returns how long the value lives, counted from when it was stored. */
    Duration ttl() {
        return Duration.ofMillis(ttlMillis);
    }

    /** Returns the value as bytes, each time in another array. */
    byte[] payload() {
        return Arrays.copyOfRange(raw, headerLength, raw.length);
    }

    /** Returns the entry as bytes. */
    byte[] raw() {
        return raw;
    }
}
