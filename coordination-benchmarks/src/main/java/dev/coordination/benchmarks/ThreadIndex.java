// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** The index of a thread. Each thread publishes to its own channel, and takes messages from its own subscriptions. */
@State(Scope.Thread)
public class ThreadIndex {

    private int index;

    /** Called by JMH. */
    public ThreadIndex() {}

    @Setup
    public void take(ThreadParams threads) {
        index = threads.getThreadIndex();
    }

    int index() {
        return index;
    }
}
