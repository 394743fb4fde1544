// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.List;

/**
 * Lets a node read an entry in every way, changes the entry through another node by every operation, and calls every
 * operation on the first node, which must not rely on what it read before.
 */
public final class HandleCalls implements Generator {

    private static final int READER = 0;
    private static final int WRITER = 1;

    @Override
    public void generate(Calls calls) {
        List<Entry> entries = Entry.all(calls);
        Entry absent = entries.get(0);
        int keys = 0;
        for (CacheOperation write : CacheOperation.WRITES) {
            for (CacheOperation seen : CacheOperation.WITH_NEW_VALUES) {
                if (write.isPossible(calls) && seen.isPossible(calls)) {
                    generate(calls, calls.name(keys++), calls.one(entries), write, seen);
                    generate(calls, calls.name(keys++), absent, write, seen);
                }
            }
        }
    }

    private static void generate(Calls calls, String key, Entry entry, CacheOperation write, CacheOperation seen) {
        entry.make(calls, key);
        read(calls, key);
        write.call(calls.on(WRITER).cache(), key, entry.held(), calls.units(Entry.LIFE * 2));
        seen.call(calls.on(READER).cache(), key, entry.held(), calls.units(Entry.LIFE * 3));
        read(calls, key);
    }

    private static void read(Calls calls, String key) {
        calls.on(READER).cache().get(key);
        calls.on(READER).cache().ttl(key);
        calls.on(READER).cache().exists(key);
    }
}
