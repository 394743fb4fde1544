// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.h2;

import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.parity.differential.Differential;
import org.junit.jupiter.api.Test;

/** The adapter over SQL and memory are asked the same generated questions. */
class SqlDifferentialTest {

    @Test
    void answersAsMemoryDoes() {
        Differential.between(MemoryHarness::new, SqlHarness::new).run().assertNoDifference();
    }
}
