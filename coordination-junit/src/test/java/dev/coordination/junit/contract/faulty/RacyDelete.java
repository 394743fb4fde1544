// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;

/** Deletes in two steps: says that nothing was there, and takes along what was set meanwhile. */
final class RacyDelete extends ForwardingCache {

    RacyDelete(SharedCache to) {
        super(to);
    }

    @Override
    public boolean delete(String key) {
        boolean there = super.exists(key);
        Thread.yield(); // On a server the two steps are a round trip apart.
        super.delete(key);
        return there;
    }
}
