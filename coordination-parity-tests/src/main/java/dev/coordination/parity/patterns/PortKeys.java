// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import java.util.BitSet;
import java.util.List;

/** Matches keys with an adapter's {@code deleteMatching}. */
final class PortKeys implements Matcher {

    private static final byte[] VALUE = "there".getBytes(UTF_8);

    private final DistributedCoordination handle;
    private final SharedCache cache;
    private final List<String> names;

    /** Creates a matcher. Closing it closes the handle. */
    PortKeys(DistributedCoordination handle, List<String> names) {
        this.handle = handle;
        this.cache = handle.cache();
        this.names = names;
        names.forEach(name -> cache.set(name, VALUE));
    }

    @Override
    public List<BitSet> matches(List<String> patterns) {
        return patterns.stream().map(this::matches).toList();
    }

    private BitSet matches(String pattern) {
        long counted = cache.deleteMatching(pattern);
        BitSet gone = new BitSet(names.size());
        for (int i = 0; i < names.size(); i++) {
            if (!cache.exists(names.get(i))) {
                gone.set(i);
                cache.set(names.get(i), VALUE);
            }
        }
        if (gone.cardinality() != counted) {
            throw new IllegalStateException("deleteMatching(" + Arguments.quoted(pattern) + ") counted " + counted
                    + " keys and deleted " + gone.cardinality() + " (C-06)");
        }
        return gone;
    }

    @Override
    public void close() {
        cache.deleteMatching("*");
        handle.close();
    }
}
