// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.List;

/**
 * How a process of the binary runs.
 *
 * @param settings the lines of its configuration file
 * @param options the options that precede those that every process has
 * @param ready the text that it logs once it accepts connections
 */
record ProcessMode(List<String> settings, List<String> options, String ready) {

    static ProcessMode server(String... settings) {
        return new ProcessMode(List.of(settings), List.of(), RedisProcess.READY);
    }

    /** Returns the mode of a sentinel, which is the same binary. A sentinel keeps its state in its configuration file. */
    static ProcessMode sentinel(String... settings) {
        return new ProcessMode(List.of(settings), List.of("--sentinel"), "Sentinel ID is");
    }
}
