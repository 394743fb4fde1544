// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.random.RandomGenerator;

/** Something that goes wrong, and ends. */
record Disruption(String name, Action action) {

    /** Causes it, and returns when it has ended. The servers may then take a while until they are all in order. */
    interface Action {
        void run(RandomGenerator random) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
