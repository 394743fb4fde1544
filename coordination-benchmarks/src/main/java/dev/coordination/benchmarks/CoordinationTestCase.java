// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationExtension;
import dev.coordination.memory.FakeClock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test with a fresh in-memory coordination and its clock as parameters. */
@ExtendWith(CoordinationExtension.class)
final class CoordinationTestCase {

    @RepeatedTest(10_000)
    void takesCoordination(DistributedCoordination coordination, FakeClock clock) {}
}
