// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualHashesTest {

    private static long checksum(Checksum checksum, byte[] value) {
        checksum.update(value);
        return checksum.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 17, 33, 257, 1_000, 65_537})
    void eachHashIsSharedByTwoDifferentValues(int size) {
        List<byte[]> values = EqualHashes.like(new byte[size], (size - EqualHashes.BYTES) / 2);

        assertThat(values.stream().map(ByteBuffer::wrap).distinct()).hasSameSizeAs(values);
        assertThat(values).allMatch(value -> value.length == size);
        List<Function<byte[], Object>> hashes = List.of(
                Arrays::hashCode,
                value -> checksum(new CRC32(), value),
                value -> checksum(new CRC32C(), value),
                value -> checksum(new Adler32(), value));
        for (Function<byte[], Object> hash : hashes) {
            assertThat(values.subList(1, values.size())).map(hash).contains(hash.apply(values.get(0)));
        }
    }
}
