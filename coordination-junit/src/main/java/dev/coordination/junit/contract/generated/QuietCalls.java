// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import dev.coordination.Topic;
import java.util.List;
import java.util.Map;

/**
 * Calls every operation of the cache, of elections and of members, on names in every state, and lets time pass, while
 * there are subscriptions to these names and to everything. Nothing is published, and only what the subscriptions
 * receive is compared.
 */
public final class QuietCalls {

    private static final List<String> NAMES = List.of("x", "a:b", ElectionState.A, "5");

    private static final List<CacheOperation> CREATING = List.of(
            CacheOperation.SET,
            CacheOperation.SET_WITH_TTL,
            CacheOperation.SET_IF_ABSENT,
            CacheOperation.SET_IF_ABSENT_WITH_TTL,
            CacheOperation.INCREMENT_WITH_TTL);

    private QuietCalls() {}

    /** Calls the operations of the cache. */
    public static void generateKeys(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (CacheOperation operation : CacheOperation.WITH_NEW_VALUES) {
            if (operation.isPossible(calls)) {
                for (Entry entry : Entry.kinds(calls)) {
                    calls.sequence().uncompared(() -> call(calls, operation, entry));
                }
                messaging.drainAll();
                calls.pass(2 * Entry.LIFE);
                calls.sequence()
                        .uncompared(() -> NAMES.forEach(key -> calls.cache().get(key)));
                messaging.drainAll();
            }
        }
        // Keys that have expired are created again without being read first.
        for (CacheOperation operation : CREATING) {
            NAMES.forEach(key -> calls.cache().set(key, utf8("x"), calls.units(1)));
            calls.pass(1);
            calls.sequence()
                    .uncompared(() -> NAMES.forEach(
                            key -> operation.call(calls.cache(), key, utf8("x"), calls.units(Entry.LIFE))));
            messaging.drainAll();
        }
    }

    private static void call(Calls calls, CacheOperation operation, Entry entry) {
        String key = calls.one(NAMES);
        entry.make(calls, key);
        operation.call(calls.cache(), key, entry.held(), calls.units(Entry.LIFE));
    }

    /** Calls the operations of elections. */
    public static void generateElections(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (ElectionOperation operation : ElectionOperation.values()) {
            for (ElectionState state : ElectionState.values()) {
                if (state.isPossible(calls)) {
                    calls.sequence().uncompared(() -> call(calls, operation, state));
                }
            }
            messaging.drainAll();
        }
        acquireAll(calls, ElectionState.A);
        calls.pass(1);
        acquireAll(calls, ElectionState.B);
        messaging.drainAll();
    }

    private static void call(Calls calls, ElectionOperation operation, ElectionState state) {
        String election = calls.one(NAMES);
        List<Leadership> terms = state.of(calls, election);
        operation.call(calls.elections(), election, terms, calls.units(ElectionState.LIFE));
        List.of(ElectionState.A, ElectionState.B, "node c")
                .forEach(node -> calls.elections().release(election, node));
    }

    private static void acquireAll(Calls calls, String node) {
        calls.sequence().uncompared(() -> NAMES.forEach(election -> ElectionState.acquire(calls, election, node, 1)));
    }

    /** Calls the operations of members. */
    public static void generateMembers(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (MemberCalls.Call operation : MemberCalls.OPERATIONS) {
            for (MemberCalls.Call state : MemberCalls.STATES) {
                calls.sequence().uncompared(() -> {
                    String node = calls.one(NAMES);
                    state.make(calls, node);
                    operation.make(calls, node);
                    calls.members().members();
                });
            }
            messaging.drainAll();
        }
        calls.pass(2 * MemberCalls.LIFE);
        calls.sequence().uncompared(() -> calls.members().activeNodes());
        messaging.drainAll();
        // Members that have expired are used without being read first.
        for (MemberCalls.Call operation : MemberCalls.OPERATIONS) {
            NAMES.forEach(node -> calls.members().register(node, Map.of("zone", "a"), calls.units(1)));
            calls.pass(1);
            calls.sequence().uncompared(() -> NAMES.forEach(node -> operation.make(calls, node)));
            messaging.drainAll();
        }
    }

    private static Messaging subscribed(Calls calls) {
        Messaging messaging = new Messaging(calls);
        messaging.subscribe(NAMES.stream().map(Topic::channel).toList());
        messaging.subscribe(List.of(Topic.pattern("*")));
        messaging.subscribe(List.of(Topic.channel("y"), Topic.pattern("[a-z]*")));
        return messaging;
    }
}
