// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import java.util.function.Function;

/**
 * Converts the values of a {@link LoadingCache} to bytes and back. Must be thread-safe.
 *
 * @param <V> the type of the values
 * @since 0.1.0
 */
public interface ValueCodec<V> {

    /**
     * Converts a value to bytes. A value that cannot be converted may be refused with any {@link RuntimeException}, which
     * fails its load (E-53).
     *
     * @param value the value
     * @return the bytes; may be empty, but not {@code null}, which is a failure, too
     * @since 0.1.0
     */
    byte[] encode(V value);

    /**
     * Converts bytes to a value. Bytes that another version of the program has written may be refused with any
     * {@link RuntimeException}: the value is then loaded again (E-53).
     *
     * @param bytes the bytes
     * @return the value; not {@code null}, which is like an exception
     * @since 0.1.0
     */
    V decode(byte[] bytes);

    /**
     * Returns a codec of text, which is stored in UTF-8. It refuses text with an unpaired surrogate, and bytes that are not
     * UTF-8.
     *
     * @return the codec
     * @since 0.1.0
     */
    static ValueCodec<String> text() {
        return new TextCodec();
    }

    /**
     * Returns a codec of byte arrays. A caller that loads gets the array that the loader has returned, and each other caller
     * an array of its own.
     *
     * @return the codec
     * @since 0.1.0
     */
    static ValueCodec<byte[]> bytes() {
        return of(byte[]::clone, byte[]::clone);
    }

    /**
     * Returns a codec that consists of two functions.
     *
     * @param <V> the type of the values
     * @param encoder converts a value to bytes
     * @param decoder converts bytes to a value
     * @return the codec
     * @since 0.1.0
     */
    static <V> ValueCodec<V> of(Function<? super V, byte[]> encoder, Function<byte[], ? extends V> decoder) {
        return new FunctionCodec<>(Arguments.notNull(encoder, "encoder"), Arguments.notNull(decoder, "decoder"));
    }
}
