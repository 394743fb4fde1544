// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

/** One part of the run: a section of the summary. */
interface Part {

    /** What it is called in the summary, and in {@code -Dcoordination.bench.parts}. */
    String name();

    void run(BenchmarkRun bench) throws Exception;
}
