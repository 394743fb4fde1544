// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls every operation with names that are refused, and finds out whether anything has changed under the names for
 * which an adapter could mistake them.
 */
@SuppressWarnings("NullAway") // Null arguments are tested.
public final class RefusedNames {

    private static final String A = ElectionState.A;
    private static final String ELECTION = "election";
    private static final byte[] VALUE = utf8("5");

    private RefusedNames() {}

    /** Uses such names as keys. */
    public static void generateKeys(Calls calls) {
        for (String key : RefusedArguments.NEIGHBORS) {
            calls.cache().set(key, VALUE, calls.units(1_000));
        }
        for (@Nullable String none : RefusedArguments.NAMES) {
            for (CacheOperation operation : CacheOperation.WITH_NEW_VALUES) {
                if (operation != CacheOperation.DELETE_MATCHING) {
                    operation.call(calls.cache(), none, VALUE, calls.units(2_000));
                }
            }
            for (String key : RefusedArguments.NEIGHBORS) {
                calls.cache().get(key);
                calls.cache().ttl(key);
            }
        }
    }

    /** Uses such names as names of elections and as ids of candidates. */
    public static void generateElections(Calls calls) {
        for (String name : RefusedArguments.NEIGHBORS) {
            ElectionState.acquire(calls, name, A, 1_000);
        }
        ElectionState.acquire(calls, ELECTION, "?", 1_000);
        for (@Nullable String none : RefusedArguments.NAMES) {
            for (List<@Nullable String> names : pairs(none)) {
                calls.elections().tryAcquire(names.get(0), names.get(1), calls.units(2_000));
                calls.elections().release(names.get(0), names.get(1));
            }
            calls.elections().currentLeader(none);
            RefusedArguments.NEIGHBORS.forEach(name -> calls.elections().currentLeader(name));
            calls.elections().currentLeader(ELECTION);
            calls.elections().currentLeader("free");
        }
    }

    private static List<List<@Nullable String>> pairs(@Nullable String none) {
        return List.of(Arrays.asList(none, A), Arrays.asList(ELECTION, none), Arrays.asList("free", none));
    }

    /** Uses such names as ids of members. */
    public static void generateMembers(Calls calls) {
        for (String node : RefusedArguments.NEIGHBORS) {
            calls.members().register(node, Map.of("zone", "a"), calls.units(1_000));
        }
        for (@Nullable String none : RefusedArguments.NAMES) {
            calls.members().register(none, Map.of("zone", "b"), calls.units(2_000));
            calls.members().heartbeat(none, calls.units(2_000));
            calls.members().deregister(none);
            calls.members().metadata(none);
            calls.members().members();
        }
    }
}
