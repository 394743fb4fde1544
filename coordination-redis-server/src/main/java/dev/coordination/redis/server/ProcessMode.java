// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a process of the binary runs.
 *
 * @param settings the lines of its configuration file
 * @param options the options that precede those that every process has
 * @param ready the text that it logs once it accepts connections
 */
record ProcessMode(List<String> settings, List<String> options, String ready) {

    /** Without them, a master would wait for seconds before it sends its data to a replica. */
    private static final List<String> FAST_SYNC = List.of("repl-diskless-sync yes", "repl-diskless-sync-delay 0");

    static ProcessMode server(String... settings) {
        return new ProcessMode(List.of(settings), List.of(), RedisProcess.READY);
    }

    /** Returns the mode of a server that has replicas, or is a replica. */
    static ProcessMode replicated(String... settings) {
        return server(Stream.concat(FAST_SYNC.stream(), Stream.of(settings)).toArray(String[]::new));
    }

    /** Returns the mode of a sentinel, which is the same binary. A sentinel keeps its state in its configuration file. */
    static ProcessMode sentinel(String... settings) {
        return new ProcessMode(List.of(settings), List.of("--sentinel"), "Sentinel ID is");
    }
}
