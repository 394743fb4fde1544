// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.SharedCache;

/** A cache that deletes in two steps: it may delete a value set in between, and still return false. */
final class RacyDelete extends ForwardingCache {

    RacyDelete(SharedCache delegate) {
        super(delegate);
    }

    @Override
    public boolean delete(String key) {
        boolean existed = super.exists(key);
        Thread.yield(); // On a server, a round trip separates the two steps.
        super.delete(key);
        return existed;
    }
}
