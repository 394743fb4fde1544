// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres;

import dev.coordination.junit.differential.Differential;
import dev.coordination.junit.harness.MemoryHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes the same generated calls on the in-memory adapter and on the PostgreSQL adapter. */
@Tag("one-jdk")
class PostgresDifferentialTest {

    @Test
    void returnsTheSameResultsAsTheInMemoryAdapter() {
        Differential.between(MemoryHarness::new, PostgresHarness::new).run().assertNoDifference();
    }
}
