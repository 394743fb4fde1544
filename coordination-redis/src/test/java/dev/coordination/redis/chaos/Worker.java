// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.random.RandomGenerator;

/** A part of the load that one thread does, step by step. */
interface Worker {

    /** Makes a few calls. */
    void step(RandomGenerator random) throws Exception;

    /** Ends what lasts longer than a step, when the servers work again. */
    default void finish() throws Exception {}
}
