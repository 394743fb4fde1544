// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.SharedCache;
import dev.coordination.junit.timeline.DisplayText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the current content of a cache.
 *
 * <p>Each assertion may also throw the port's exceptions for a bad argument, a closed handle or an unreachable backend.
 * For soft assertions, see {@link CoordinationSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class SharedCacheAssert extends CollectingAssert<SharedCacheAssert, SharedCache> {

    SharedCacheAssert(@Nullable SharedCache actual, Consumer<AssertionError> onFailure) {
        super(actual, SharedCacheAssert.class, onFailure);
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param value the expected value
     * @return this
     * @throws AssertionError if the key has another value or is absent
     * @since 0.1.0
     */
    public SharedCacheAssert hasValue(String key, byte[] value) {
        return check(() -> {
            Arguments.notNull(value, "value");
            Optional<byte[]> held = actual.get(key);
            if (held.filter(bytes -> Arrays.equals(bytes, value)).isEmpty()) {
                failWithActualExpectedAndMessage(
                        held.map(ReadableValue::of).orElse(null),
                        ReadableValue.of(value),
                        "Expected key %s to hold %s, but %s",
                        Arguments.quoted(key),
                        DisplayText.bytes(value),
                        held.map(bytes -> "it holds " + DisplayText.bytes(bytes))
                                .orElse("it is absent"));
            }
        });
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param text the expected value, as text in UTF-8
     * @return this
     * @throws AssertionError if the key has another value or is absent
     * @since 0.1.0
     */
    public SharedCacheAssert hasValue(String key, String text) {
        return hasValue(key, Arguments.notNull(text, "text").getBytes(UTF_8));
    }

    /**
     * Verifies that a key is absent.
     *
     * @param key the key
     * @return this
     * @throws AssertionError if the key is present
     * @since 0.1.0
     */
    public SharedCacheAssert hasNoValue(String key) {
        return check(() -> {
            actual.get(key)
                    .ifPresent(bytes -> failWithMessage(
                            "Expected key %s to be absent, but it holds %s",
                            Arguments.quoted(key), DisplayText.bytes(bytes)));
        });
    }

    /**
     * Verifies the remaining TTL of a key.
     *
     * @param key the key
     * @param condition the condition on the remaining TTL, such as {@link CoordinationAssertions#between}
     * @return this
     * @throws AssertionError if the condition is not met, or if the key has no TTL or is absent
     * @since 0.1.0
     */
    public SharedCacheAssert hasTtl(String key, Condition<? super Duration> condition) {
        return check(() -> {
            Arguments.notNull(condition, "condition");
            Optional<Duration> left = actual.ttl(key);
            if (left.filter(condition::matches).isEmpty()) {
                failWithMessage(
                        "Expected key %s to have a TTL %s, but %s",
                        Arguments.quoted(key), condition, describeTtl(key, left));
            }
        });
    }

    /**
     * Verifies the remaining TTL of a key, to the millisecond. Use this with a clock that does not advance by itself.
     *
     * @param key the key
     * @param ttl the expected TTL
     * @return this
     * @throws AssertionError if the remaining TTL differs, or if the key has no TTL or is absent
     * @since 0.1.0
     */
    public SharedCacheAssert hasTtl(String key, Duration ttl) {
        return check(() -> {
            Arguments.notNull(ttl, "ttl");
            Optional<Duration> left = actual.ttl(key);
            if (left.filter(ttl::equals).isEmpty()) {
                failWithActualExpectedAndMessage(
                        left.orElse(null),
                        ttl,
                        "Expected key %s to have a TTL of %s, but %s",
                        Arguments.quoted(key),
                        ttl,
                        describeTtl(key, left));
            }
        });
    }

    /**
     * Verifies that a key is present and never expires.
     *
     * @param key the key
     * @return this
     * @throws AssertionError if the key has a TTL or is absent
     * @since 0.1.0
     */
    public SharedCacheAssert hasNoTtl(String key) {
        return check(() -> {
            Optional<Duration> left = actual.ttl(key);
            if (left.isPresent() || !actual.exists(key)) {
                failWithMessage(
                        "Expected key %s to have no TTL, but %s", Arguments.quoted(key), describeTtl(key, left));
            }
        });
    }

    private String describeTtl(String key, Optional<Duration> left) {
        return left.map(duration -> "it has " + duration)
                .orElseGet(() -> actual.exists(key) ? "it has none" : "it is absent");
    }
}
