package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

    @Test
    void readsAsNetstrings() {
        assertThat(Metadata.encode(Map.of("role", "wörker"))).asString().isEqualTo("4:role,7:wörker,");
    }

    @Test
    void keepsEveryMapAsItWas() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("", "");
        metadata.put("1:a,", "2:b,,");
        metadata.put(":", ",");
        metadata.put("\0", "\n");
        metadata.put("😀", "ß".repeat(100_000));
        metadata.put("ß", "");

        Map<String, String> decoded = Metadata.decode("n", Metadata.encode(metadata));

        assertThat(decoded).containsExactlyEntriesOf(metadata);
        assertThatThrownBy(() -> decoded.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepsTheEmptyMap() {
        assertThat(Metadata.encode(Map.of())).isEmpty();
        assertThat(Metadata.decode("n", new byte[0])).isEmpty();
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
    void refusesWhatItDidNotWrite(String foreign) {
        assertThatThrownBy(() -> Metadata.decode("n\n", Utf8.bytes(foreign)))
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("the metadata of node \"n\\u000a\" is not of this adapter's making");
    }
}
