// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Uses keys that an adapter may use itself: words such as {@code leader}, alone, and before and after the name of an
 * election and a member.
 */
public final class PrefixCalls implements Generator {

    private static final List<String> WORDS = List.of(
            "leader",
            "leaders",
            "election",
            "elections",
            "lease",
            "lock",
            "term",
            "token",
            "fence",
            "fencing",
            "epoch",
            "node",
            "nodes",
            "member",
            "members",
            "membership",
            "cluster",
            "heartbeat",
            "registry",
            "metadata",
            "meta",
            "cache",
            "key",
            "channel",
            "topic",
            "counter",
            "ttl",
            "expiry",
            "coordination");

    private static final List<String> SEPARATORS = List.of(":", "/", ".", "_", "-");

    @Override
    public void generate(Calls calls) {
        ElectionState.acquire(calls, "x", ElectionState.A, 1_000);
        calls.members().register("x", Map.of("zone", "a"), calls.units(1_000));
        for (String key : keys()) {
            calls.cache().exists(key);
            calls.cache().set(key, utf8("5"), calls.units(2_000));
            read(calls);
            calls.cache().delete(key);
            read(calls);
        }
        ElectionState.acquire(calls, "x", ElectionState.A, 1_000);
        calls.elections().release("x", ElectionState.A);
        ElectionState.acquire(calls, "x", ElectionState.B, 1_000);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(WORDS);
        for (String word : WORDS) {
            for (String separator : SEPARATORS) {
                keys.add(word + separator + "x");
            }
            keys.add("x:" + word);
            keys.add("{x}:" + word);
            keys.add("__" + word + "__:x");
        }
        return keys;
    }

    private static void read(Calls calls) {
        calls.elections().currentLeader("x");
        calls.members().metadata("x");
    }
}
