// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataCodecTest {

    @Test
    void encodesNetstrings() {
        assertThat(MetadataCodec.encode(Map.of("role", "wörker"))).asString().isEqualTo("4:role,7:wörker,");
    }

    @Test
    void decodesWhatItEncoded() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("", "");
        metadata.put("1:a,", "2:b,,");
        metadata.put(":", ",");
        metadata.put("\0", "\n");
        metadata.put("😀", "ß".repeat(100_000));
        metadata.put("ß", "");

        Map<String, String> decoded = MetadataCodec.decode("n", MetadataCodec.encode(metadata));

        assertThat(decoded).containsExactlyEntriesOf(metadata);
        assertThatThrownBy(() -> decoded.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void encodesTheEmptyMapAsTheEmptyValue() {
        assertThat(MetadataCodec.encode(Map.of())).isEmpty();
        assertThat(MetadataCodec.decode("n", new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ":",
                "4:role,",
                "4:role",
                "4:role,5:x,",
                "1:a,1:b",
                "1:a,1:bc",
                "-1:,0:,",
                "a:b,",
                "9999999999:a,1:b,",
                "1:a,1:b,1",
                "999999999:a,1:b,"
            })
    void refusesWhatItDidNotEncode(String foreign) {
        assertThatThrownBy(() -> MetadataCodec.decode("n\n", Utf8.bytes(foreign)))
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("the metadata of node \"n\\u000a\" was not written by this adapter");
    }
}
