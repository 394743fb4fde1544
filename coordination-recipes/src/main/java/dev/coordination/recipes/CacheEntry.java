// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LoadingCache} stores under a key: a line of text, and the bytes of the value, if there is one.
 *
 * <p>Each entry has a token that no other has. So an entry can be replaced or deleted only by who has seen it, even if the key
 * was given the same value again.
 */
final class CacheEntry {

    private final EntryKind kind;
    private final String token;
    private final long ttlMillis;
    private final byte[] payload;
    private final byte[] raw;

    private CacheEntry(EntryKind kind, String token, long ttlMillis, byte[] payload, byte[] raw) {
        this.kind = kind;
        this.token = token;
        this.ttlMillis = ttlMillis;
        this.payload = payload;
        this.raw = raw;
    }

    private CacheEntry(EntryKind kind, String token, long ttlMillis, byte[] payload) {
        this(kind, token, ttlMillis, payload, format(kind + " " + token + " " + ttlMillis + "\n", payload));
    }

    /** Returns an entry that tells that its value is being loaded. */
    static CacheEntry loading(String token) {
        return new CacheEntry(EntryKind.LOADING, token, 0, new byte[0]);
    }

    /** Returns an entry with a value; {@code null} tells that there is none. */
    static CacheEntry loaded(String token, Duration ttl, byte @Nullable [] payload) {
        return payload == null
                ? new CacheEntry(EntryKind.NONE, token, ttl.toMillis(), new byte[0])
                : new CacheEntry(EntryKind.VALUE, token, ttl.toMillis(), payload);
    }

    /** Returns this entry, and that its value is being refreshed. */
    CacheEntry refreshing(String newToken) {
        return new CacheEntry(kind.refreshing(), newToken, ttlMillis, payload);
    }

    /** Returns the entry with these bytes, or {@code null} if this is none. */
    static @Nullable CacheEntry parse(byte[] raw) {
        int end = 0;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        String[] words = new String(raw, 0, end, UTF_8).split(" ");
        EntryKind kind = EntryKind.of(words[0]);
        if (kind == null || end == raw.length || words.length != 3) {
            return null;
        }
        try {
            byte[] payload = Arrays.copyOfRange(raw, end + 1, raw.length);
            return new CacheEntry(kind, words[1], Long.parseLong(words[2]), payload, raw);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte[] format(String header, byte[] payload) {
        byte[] line = header.getBytes(UTF_8);
        byte[] raw = Arrays.copyOf(line, line.length + payload.length);
        System.arraycopy(payload, 0, raw, line.length, payload.length);
        return raw;
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

    /** Returns the value as bytes. */
    byte[] payload() {
        return payload;
    }

    /** Returns the entry as bytes. */
    byte[] raw() {
        return raw;
    }
}
