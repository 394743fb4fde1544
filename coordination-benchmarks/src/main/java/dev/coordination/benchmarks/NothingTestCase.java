// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.junit.jupiter.api.RepeatedTest;

/** A test without parameters, to measure the cost of JUnit itself. */
final class NothingTestCase {

    @RepeatedTest(10_000)
    void takesNothing() {}
}
