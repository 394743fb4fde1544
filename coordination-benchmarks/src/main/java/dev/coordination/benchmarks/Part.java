// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

/** One part of the run: a section of the summary. */
interface Part {

    /** Returns the name of the part in the summary and in {@code -Dcoordination.bench.parts}. */
    String name();

    void run(BenchmarkRun bench) throws Exception;
}
