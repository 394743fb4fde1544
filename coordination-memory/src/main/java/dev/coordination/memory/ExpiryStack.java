// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import org.jspecify.annotations.Nullable;

/** Records that have left the {@link ExpiryQueue} together, linked to each other so that they need no further memory. */
final class ExpiryStack {

    private @Nullable Expiry top;
    private int size;

    /** Adds a record, and returns true. */
    boolean push(Expiry expiry) {
        expiry.linkTo(top);
        top = expiry;
        size++;
        return true;
    }

    /** Removes and returns the record that was added last, or null if there is none. */
    @Nullable
    Expiry pop() {
        Expiry popped = top;
        if (popped != null) {
            top = popped.unlink();
            size--;
        }
        return popped;
    }

    int size() {
        return size;
    }
}
