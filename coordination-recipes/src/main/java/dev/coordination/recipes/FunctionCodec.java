// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.function.Function;

/** A codec that consists of two functions. */
final class FunctionCodec<V> implements ValueCodec<V> {

    private final Function<? super V, byte[]> encoder;
    private final Function<byte[], ? extends V> decoder;

    FunctionCodec(Function<? super V, byte[]> encoder, Function<byte[], ? extends V> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    public byte[] encode(V value) {
        return encoder.apply(value);
    }

    @Override
    public V decode(byte[] bytes) {
        return decoder.apply(bytes);
    }

    @Override
    public String toString() {
        return "ValueCodec.of(" + encoder + ", " + decoder + ")";
    }
}
