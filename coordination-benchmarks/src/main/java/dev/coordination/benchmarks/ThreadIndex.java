// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Which of the threads one is: each publishes to a channel of its own, and takes from subscriptions of its own. */
@State(Scope.Thread)
public class ThreadIndex {

    private int index;

    /** JMH creates it. */
    public ThreadIndex() {}

    @Setup
    public void take(ThreadParams threads) {
        index = threads.getThreadIndex();
    }

    int index() {
        return index;
    }
}
