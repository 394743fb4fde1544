// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metadata of nodes: M-05, G-03. */
abstract class MetadataContract extends MembershipArea {

    /** An upper bound on the size of an entry such as {@code key 999} with {@code value 999}. */
    private static final int BYTES_OF_AN_ENTRY = 20;

    private static final Map<String, String> WEB = Map.of("role", "web", "zone", "a");

    /** Tests empty, unusual and long texts, and many entries: as many as the adapter accepts. */
    @Test
    @Tag("M-05")
    void metadataIsReturnedUnchanged() {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("", "");
        for (String text : ODD_TEXTS) {
            odd.put(text, "of " + text);
            odd.put("empty " + text, "");
            odd.put("to " + text, text);
        }
        int most = limits().metadataBytes();
        int half = most / 2;
        Map<String, String> large = Map.of(
                "long",
                ofBytes("value ", half - "long".length()),
                ofBytes("key ", most - half - "long".length()),
                "long");
        Map<String, String> many = new HashMap<>();
        IntStream.range(0, Math.min(1_000, most / BYTES_OF_AN_ENTRY)).forEach(i -> many.put("key " + i, "value " + i));

        cluster().register("none", Map.of(), units(4));
        cluster().register("empty key", Map.of("", "value"), units(4));
        cluster().register("empty value", Map.of("key", ""), units(4));
        cluster().register("odd", odd, units(4));
        cluster().register("long", large, units(4));
        cluster().register("many", many, units(4));

        assertMembers(Map.of(
                "none",
                Map.of(),
                "empty key",
                Map.of("", "value"),
                "empty value",
                Map.of("key", ""),
                "odd",
                odd,
                "long",
                large,
                "many",
                many));
    }

    /** Text that UTF-8 cannot represent could not be returned unchanged. */
    @Test
    @Tag("M-05")
    void illFormedMetadataIsRefusedAndChangesNothing() {
        cluster().register("node-a", WEB, units(4));

        for (String illFormed : List.of("\ud800", "\udc00", "a\ud83d", "\ude00a", "\ude00\ud83d")) {
            for (String node : List.of("node-a", "node-b")) {
                assertRefused(node, Map.of("fine", "fine", "key", illFormed));
                assertRefused(node, Map.of("fine", "fine", illFormed, "value"));
            }
        }

        assertMembers(Map.of("node-a", WEB));
    }

    private void assertRefused(String node, Map<String, String> metadata) {
        assertThatThrownBy(() -> cluster().register(node, metadata, units(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metadata")
                .hasMessageContaining("M-05");
    }

    /** A later change to the map does not change the node. */
    @Test
    @Tag("G-03")
    void metadataIsCopied() {
        Map<String, String> given = new HashMap<>(WEB);

        cluster().register("node-a", given, units(4));
        given.put("role", "changed");
        given.remove("zone");

        assertMembers(Map.of("node-a", WEB));
    }
}
