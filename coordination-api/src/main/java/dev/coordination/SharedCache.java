// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;

/**
 * A cache of byte values with expiry, shared by every handle on a backend.
 *
 * <p><b>Keys</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01). <b>Values</b> are any bytes, empty
 * too (C-01), and are copied on the way in and out (G-03). <b>TTLs</b> are positive, at most 36,500 days, and count in
 * whole milliseconds, a fraction rounded up (G-02). Anything else is an {@link IllegalArgumentException} and changes
 * nothing.
 *
 * <p><b>Expiry.</b> A key with TTL T is there before T has passed on the backend's clock and gone from T on, for every
 * operation alike (C-03). A key that was set without a TTL never expires.
 *
 * <p>Thread-safe. Operations on one key are linearizable (C-11).
 *
 * @since 0.1.0
 */
public interface SharedCache {

    /**
     * Returns the value of a key, or empty when the key is not there.
     *
     * @param key the key
     * @return a copy of the value
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    Optional<byte[]> get(String key);

    /**
     * Returns the value of a key as text, or empty if the key is absent.
     *
     * @param key the key
     * @return the value read as UTF-8, with {@code U+FFFD} in place of malformed bytes, as {@link Message#text} reads them
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    default Optional<String> getText(String key) {
        return get(key).map(value -> new String(value, UTF_8));
    }

    /**
     * Sets a value without expiry, replacing the value <em>and</em> the expiry that were there (C-02).
     *
     * @param key the key
     * @param value the value; copied
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    void set(String key, byte[] value);

    /**
     * Sets a value that expires, replacing the value <em>and</em> the expiry that were there (C-02).
     *
     * @param key the key
     * @param value the value; copied
     * @param ttl how long the key lives from now
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    void set(String key, byte[] value, Duration ttl);

    /**
     * Sets a key to text, without expiry; otherwise like {@link #set(String, byte[])}.
     *
     * @param key the key
     * @param text the value, stored in UTF-8; may be empty
     * @throws IllegalArgumentException if the key is refused (G-01) or the text is not well-formed Unicode (C-01)
     * @since 0.1.0
     */
    default void setText(String key, String text) {
        set(key, TextArguments.utf8(text, "text", "C-01"));
    }

    /**
     * Sets a key to text that expires; otherwise like {@link #set(String, byte[], Duration)}.
     *
     * @param key the key
     * @param text the value, stored in UTF-8; may be empty
     * @param ttl how long the key lives from now
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is refused, or the text is not well-formed Unicode
     *     (C-01)
     * @since 0.1.0
     */
    default void setText(String key, String text, Duration ttl) {
        set(key, TextArguments.utf8(text, "text", "C-01"), ttl);
    }

    /**
     * Creates a key without expiry if it is absent, and returns whether this call created it (C-12).
     *
     * <p>Atomic: of concurrent callers exactly one gets {@code true}. On {@code false} the value and the expiry stay.
     *
     * @param key the key
     * @param value the value; copied
     * @return {@code true} exactly when this call created the key
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    boolean setIfAbsent(String key, byte[] value);

    /**
     * Creates a key with a TTL if it is absent, and returns whether this call created it (C-12).
     *
     * <p>Atomic: of concurrent callers exactly one gets {@code true}. On {@code false} the value and the expiry stay.
     *
     * @param key the key
     * @param value the value; copied
     * @param ttl how long the key lives from now
     * @return {@code true} exactly when this call created the key
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    boolean setIfAbsent(String key, byte[] value, Duration ttl);

    /**
     * Replaces a value if it is the expected one, and returns whether it was: compare and set (C-13).
     *
     * <p>Atomic. The expiry stays as it was; on {@code false} nothing changes.
     *
     * @param key the key
     * @param expected the bytes that the key must hold
     * @param value the new value; copied
     * @return {@code true} exactly when the key was there and held {@code expected}
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    boolean replace(String key, byte[] expected, byte[] value);

    /**
     * Deletes a key, and returns whether it was there (C-05).
     *
     * @param key the key
     * @return {@code true} exactly when the key was there
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    boolean delete(String key);

    /**
     * Deletes a key if it holds the expected value, and returns whether it did: compare and delete (C-15).
     *
     * <p>Atomic: a value that another caller sets concurrently is never deleted. On {@code false} the value and the expiry
     * stay. Together with {@link #setIfAbsent(String, byte[], Duration)} and a unique value, this makes a lock that its
     * former owner cannot release after somebody else has taken it.
     *
     * @param key the key
     * @param expected the bytes that the key must hold; absent is not empty
     * @return {@code true} exactly when the key was there and held {@code expected}
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    boolean delete(String key, byte[] expected);

    /**
     * Deletes the keys that match a pattern, those alone, and returns how many it removed (C-06).
     *
     * <p>The pattern is a Redis glob on UTF-8 bytes (P-01 to P-07): {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]},
     * {@code \x}. Not atomic: a key that is present throughout the call is deleted, one that is written meanwhile may
     * be. The one operation of the cache whose cost grows with the number of keys.
     *
     * <p>Pass untrusted text through {@link Patterns#quote}; otherwise a {@code *} in it would match everything.
     *
     * @param pattern the pattern; at most 1 KiB in UTF-8
     * @return the number of keys that were there and are removed
     * @throws IllegalArgumentException if the pattern is refused (G-01, P-03)
     * @throws UnsupportedOperationException if the adapter lacks the capability {@code DELETE_MATCHING} (G-08)
     * @since 0.1.0
     */
    long deleteMatching(String pattern);

    /**
     * Returns whether a key is there.
     *
     * @param key the key
     * @return {@code true} exactly when the key is there
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    boolean exists(String key);

    /**
     * Returns how long a key has left, or empty for a key without expiry and for no key (C-04).
     *
     * @param key the key
     * @return what is left, in whole milliseconds: more than zero, at most the TTL that was given; less than a
     *     millisecond reads as one
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @since 0.1.0
     */
    Optional<Duration> ttl(String key);

    /**
     * Gives a key that is there a full TTL from now, and returns whether it was there (C-14).
     *
     * @param key the key
     * @param ttl how long the key lives from now
     * @return {@code true} exactly when the key was there; {@code false} creates nothing
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    boolean expire(String key, Duration ttl);

    /**
     * Adds to a counter and returns the new value; an absent key starts at the delta, without expiry (C-07).
     *
     * <p>Atomic. The expiry of a key that is there stays (C-08). The counter reads as decimal ASCII with {@link #get}.
     *
     * @param key the key
     * @param delta what to add; negative and zero too
     * @return the new value, exact over the whole 64-bit range
     * @throws IllegalArgumentException if the key is refused (G-01)
     * @throws NotACounterException if the value is not the canonical decimal of a 64-bit integer (C-09); nothing changes
     * @throws CounterOverflowException if the result would leave the 64-bit range (C-10); nothing changes
     * @since 0.1.0
     */
    long increment(String key, long delta);

    /**
     * Adds to a counter and returns the new value; an absent key starts at the delta and gets the TTL (C-07, C-08).
     *
     * <p>As {@link #increment(String, long)}, and atomic with the expiry: the TTL counts only when this call created the
     * key.
     *
     * @param key the key
     * @param delta what to add; negative and zero too
     * @param ttlIfCreated how long the key lives from now if this call creates it
     * @return the new value, exact over the whole 64-bit range
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is refused
     * @throws NotACounterException if the value is not the canonical decimal of a 64-bit integer (C-09); nothing changes
     * @throws CounterOverflowException if the result would leave the 64-bit range (C-10); nothing changes
     * @since 0.1.0
     */
    long increment(String key, long delta, Duration ttlIfCreated);
}
