// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.junit.jupiter.api.RepeatedTest;

/** Tests that take nothing: what JUnit itself costs. */
final class NothingTestCase {

    @RepeatedTest(10_000)
    void takesNothing() {}
}
