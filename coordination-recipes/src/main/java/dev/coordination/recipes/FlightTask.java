// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import org.jspecify.annotations.Nullable;

/** What the leader of a flight does. */
@FunctionalInterface
interface FlightTask<V> {

    /** Returns {@code null} if the callers are to ask the shared cache again. */
    @Nullable
    Loaded<V> run(Flight flight) throws InterruptedException;
}
