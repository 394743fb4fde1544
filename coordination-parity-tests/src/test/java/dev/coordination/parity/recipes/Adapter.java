// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.test.RedisHarness;

/** The adapters on which the recipes are tested. */
enum Adapter {
    MEMORY,
    REDIS;

    /** Returns a fresh backend with production settings. */
    CoordinationHarness open(RedisServer server) {
        CoordinationHarness harness = this == MEMORY ? new MemoryHarness() : RedisHarness.on(server);
        harness.useProductionSettings();
        return harness;
    }
}
