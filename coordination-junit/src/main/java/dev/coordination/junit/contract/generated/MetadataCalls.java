// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registers members with every kind of text as metadata. */
public final class MetadataCalls {

    /** The number of metadata entries of each member. */
    private static final int ENTRIES = 12;

    private static final List<String> TEXTS = Values.ALL.stream()
            .map(value -> new String(value, UTF_8))
            .distinct()
            .toList();

    private MetadataCalls() {}

    /** Uses each text as a key and as a value. */
    public static void generate(Calls calls) {
        for (int i = 0; i < TEXTS.size(); i += ENTRIES) {
            Map<String, String> metadata = new HashMap<>();
            for (int j = i; j < Math.min(i + ENTRIES, TEXTS.size()); j++) {
                metadata.put(TEXTS.get(j), TEXTS.get(TEXTS.size() - 1 - j));
            }
            String node = calls.name(i);
            calls.members().register(node, Map.copyOf(metadata), calls.units(1_000));
            calls.members().metadata(node);
        }
        for (int i = 0; i < TEXTS.size(); i++) {
            calls.members().register("one", Map.of("text", TEXTS.get(i)), calls.units(1_000));
            calls.members().metadata("one");
        }
        calls.members().members();
    }

    /** Registers members in every state with metadata that is refused. */
    public static void generateRefused(Calls calls) {
        int nodes = 0;
        for (MemberCalls.Call state : MemberCalls.STATES) {
            for (Map<String, String> refused : RefusedArguments.METADATA) {
                String node = calls.name(nodes++);
                state.make(calls, node);
                calls.members().register(node, refused, calls.units(1_000));
                calls.members().metadata(node);
            }
        }
        calls.members().members();
        calls.pass(MemberCalls.LIFE);
        calls.members().members();
    }
}
