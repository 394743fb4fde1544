// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import dev.coordination.Topic;
import java.util.List;

/**
 * Calls every operation of the cache, of elections and of members, on names in every state, and lets time pass, while there are
 * subscriptions to these names and to everything. Nothing is published.
 */
public final class QuietCalls {

    private static final List<String> NAMES = List.of("x", "a:b", ElectionState.A, "5");

    private QuietCalls() {}

    /** Calls the operations of the cache. */
    public static void generateKeys(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (CacheOperation operation : CacheOperation.WITH_NEW_VALUES) {
            if (operation.isPossible(calls)) {
                for (Entry entry : Entry.kinds(calls)) {
                    String key = calls.one(NAMES);
                    entry.make(calls, key);
                    operation.call(calls.cache(), key, entry.held(), calls.units(Entry.LIFE));
                }
                messaging.drainAll();
                calls.pass(2 * Entry.LIFE);
                NAMES.forEach(key -> calls.cache().get(key));
                messaging.drainAll();
            }
        }
    }

    /** Calls the operations of elections. */
    public static void generateElections(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (ElectionOperation operation : ElectionOperation.values()) {
            for (ElectionState state : ElectionState.values()) {
                if (state.isPossible(calls)) {
                    String election = calls.one(NAMES);
                    List<Leadership> terms = state.of(calls, election);
                    operation.call(calls.elections(), election, terms, calls.units(ElectionState.LIFE));
                    List.of(ElectionState.A, ElectionState.B, "node c")
                            .forEach(node -> calls.elections().release(election, node));
                }
            }
            messaging.drainAll();
        }
        NAMES.forEach(election -> ElectionState.acquire(calls, election, ElectionState.A, 1));
        calls.pass(1);
        NAMES.forEach(election -> ElectionState.acquire(calls, election, ElectionState.B, 1));
        messaging.drainAll();
    }

    /** Calls the operations of members. */
    public static void generateMembers(Calls calls) {
        Messaging messaging = subscribed(calls);
        for (MemberCalls.Call operation : MemberCalls.OPERATIONS) {
            for (MemberCalls.Call state : MemberCalls.STATES) {
                String node = calls.one(NAMES);
                state.make(calls, node);
                operation.make(calls, node);
                calls.members().members();
            }
            messaging.drainAll();
        }
        calls.pass(2 * MemberCalls.LIFE);
        calls.members().activeNodes();
        messaging.drainAll();
    }

    private static Messaging subscribed(Calls calls) {
        Messaging messaging = new Messaging(calls);
        messaging.subscribe(NAMES.stream().map(Topic::channel).toList());
        messaging.subscribe(List.of(Topic.pattern("*")));
        messaging.subscribe(List.of(Topic.channel("y"), Topic.pattern("[a-z]*")));
        return messaging;
    }
}
