// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;

/**
 * A cache of byte values with expiry, shared by every handle on a backend.
 *
 * <p><b>Keys</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01). <b>Values</b> are any bytes,
 * including none (C-01), and are copied on the way in and out (G-03). <b>TTLs</b> are positive, at most 36,500 days,
 * and rounded up to whole milliseconds (G-02). Invalid arguments throw an {@link IllegalArgumentException} and change nothing.
 *
 * <p><b>Expiry.</b> A key with TTL T is present until T has passed on the backend's clock, and absent from then on, for every
 * operation (C-03). A key that was set without a TTL never expires.
 *
 * <p>Thread-safe. Interrupts have no effect on these operations (G-09). Operations on one key are linearizable (C-11).
 *
 * @since 0.1.0
 */
public interface SharedCache {

    /**
     * Returns the value of a key, or empty if the key is absent.
     *
     * @param key the key
     * @return a copy of the value
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    Optional<byte[]> get(String key);

    /**
     * Returns the value of a key as text, or empty if the key is absent.
     *
     * @param key the key
     * @return the value, decoded as UTF-8; malformed bytes are replaced by {@code U+FFFD}, as in {@link Message#text}
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    default Optional<String> getText(String key) {
        return get(key).map(value -> new String(value, UTF_8));
    }

    /**
     * Stores a value that never expires, replacing the value <em>and</em> the expiry of an existing key (C-02).
     *
     * @param key the key
     * @param value the value; copied
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    void set(String key, byte[] value);

    /**
     * Stores a value that expires, replacing the value <em>and</em> the expiry of an existing key (C-02).
     *
     * @param key the key
     * @param value the value; copied
     * @param ttl how long the key lives from now
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    void set(String key, byte[] value, Duration ttl);

    /**
     * Stores text that never expires; otherwise like {@link #set(String, byte[])}.
     *
     * @param key the key
     * @param text the value, stored in UTF-8; may be empty
     * @throws IllegalArgumentException if the key is invalid (G-01) or the text is not well-formed Unicode (C-01)
     * @since 0.1.0
     */
    default void setText(String key, String text) {
        set(key, TextArguments.utf8(text, "text", "C-01"));
    }

    /**
     * Stores text that expires; otherwise like {@link #set(String, byte[], Duration)}.
     *
     * @param key the key
     * @param text the value, stored in UTF-8; may be empty
     * @param ttl how long the key lives from now
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is invalid, or the text is not well-formed Unicode
     *     (C-01)
     * @since 0.1.0
     */
    default void setText(String key, String text, Duration ttl) {
        set(key, TextArguments.utf8(text, "text", "C-01"), ttl);
    }

    /**
     * Creates a key that never expires, unless the key is present, and returns whether this call created it (C-12).
     *
     * <p>Atomic: if several callers race to create an absent key, exactly one of them gets {@code true}. If the result is {@code false}, the value and
     * the expiry are unchanged.
     *
     * @param key the key
     * @param value the value; copied
     * @return {@code true} exactly when this call created the key
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    boolean setIfAbsent(String key, byte[] value);

    /**
     * Creates a key that expires, unless the key is present, and returns whether this call created it (C-12).
     *
     * <p>Atomic: if several callers race to create an absent key, exactly one of them gets {@code true}. If the result is {@code false}, the value and
     * the expiry are unchanged.
     *
     * @param key the key
     * @param value the value; copied
     * @param ttl how long the key lives from now
     * @return {@code true} exactly when this call created the key
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    boolean setIfAbsent(String key, byte[] value, Duration ttl);

    /**
     * Replaces the value of a key if it is the expected one, and returns whether it was: compare and set (C-13).
     *
     * <p>Atomic. The expiry is unchanged; if the result is {@code false}, nothing changes.
     *
     * @param key the key
     * @param expected the value that the key must have
     * @param value the new value; copied
     * @return {@code true} exactly when the key was present with the value {@code expected}
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    boolean replace(String key, byte[] expected, byte[] value);

    /**
     * Deletes a key, and returns whether it was present (C-05).
     *
     * @param key the key
     * @return {@code true} exactly when the key was present
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    boolean delete(String key);

    /**
     * Deletes a key if its value is the expected one, and returns whether it was: compare and delete (C-15).
     *
     * <p>Atomic: a value that another caller stores concurrently is never deleted. If the result is {@code false}, the value
     * and the expiry are unchanged. Together with {@link #setIfAbsent(String, byte[], Duration)} and a unique value, this
     * implements a lock that a former owner cannot release after another owner has taken it.
     *
     * @param key the key
     * @param expected the value that the key must have; an absent key never matches, not even an empty value
     * @return {@code true} exactly when the key was present with the value {@code expected}
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    boolean delete(String key, byte[] expected);

    /**
     * Deletes the keys that match a pattern, and no others, and returns the number of keys removed (C-06).
     *
     * <p>The pattern is a Redis glob on UTF-8 bytes (P-01 to P-07): {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]},
     * {@code \x}. Not atomic: a key that is present throughout the call is deleted; a key that is written during the call
     * may or may not be deleted. This is the only operation of the cache whose cost grows with the number of keys.
     *
     * <p>Pass untrusted text through {@link Patterns#quote}; otherwise a {@code *} in it would match everything.
     *
     * @param pattern the pattern; at most 1 KiB in UTF-8
     * @return the number of keys that were removed
     * @throws IllegalArgumentException if the pattern is invalid (G-01, P-03)
     * @throws UnsupportedOperationException if the adapter lacks the capability {@code DELETE_MATCHING} (G-08)
     * @since 0.1.0
     */
    long deleteMatching(String pattern);

    /**
     * Returns whether a key is present.
     *
     * @param key the key
     * @return {@code true} exactly when the key is present
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    boolean exists(String key);

    /**
     * Returns the remaining time to live of a key, or empty if the key never expires <em>or is absent</em> (C-04).
     *
     * <p>Use {@link #exists} to tell these two apart. That takes a second call, so the key may be created or deleted
     * between the calls.
     *
     * @param key the key
     * @return the remaining time in whole milliseconds: positive, and at most the TTL that was set; a remainder of less
     *     than one millisecond is returned as one
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @since 0.1.0
     */
    Optional<Duration> ttl(String key);

    /**
     * Gives an existing key a new TTL, counted from now, and returns whether the key was present (C-14).
     *
     * @param key the key
     * @param ttl how long the key lives from now
     * @return {@code true} exactly when the key was present; otherwise nothing is created
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    boolean expire(String key, Duration ttl);

    /**
     * Adds to a counter and returns the new value. An absent key is created with the delta as its value, and never expires
     * (C-07).
     *
     * <p>Atomic. The expiry of an existing key is unchanged (C-08). {@link #get} returns the counter as decimal ASCII.
     *
     * @param key the key
     * @param delta the amount to add; may be negative or zero
     * @return the new value, exact over the whole 64-bit range
     * @throws IllegalArgumentException if the key is invalid (G-01)
     * @throws NotACounterException if the value is not the canonical decimal form of a 64-bit integer (C-09); nothing changes
     * @throws CounterOverflowException if the result would leave the 64-bit range (C-10); nothing changes
     * @since 0.1.0
     */
    long increment(String key, long delta);

    /**
     * Adds to a counter and returns the new value. An absent key is created with the delta as its value, and with the TTL
     * (C-07, C-08).
     *
     * <p>Like {@link #increment(String, long)}, and atomic together with the expiry. The TTL applies only if this call creates
     * the key.
     *
     * @param key the key
     * @param delta the amount to add; may be negative or zero
     * @param ttlIfCreated how long the key lives from now if this call creates it
     * @return the new value, exact over the whole 64-bit range
     * @throws IllegalArgumentException if the key (G-01) or the TTL (G-02) is invalid
     * @throws NotACounterException if the value is not the canonical decimal form of a 64-bit integer (C-09); nothing changes
     * @throws CounterOverflowException if the result would leave the 64-bit range (C-10); nothing changes
     * @since 0.1.0
     */
    long increment(String key, long delta, Duration ttlIfCreated);
}
