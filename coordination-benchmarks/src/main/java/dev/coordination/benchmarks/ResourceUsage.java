// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/**
 * The platform threads of this JVM and the connections of a server. They are compared by identity, so that a thread that ends
 * does not hide one that starts.
 *
 * @param threads the live platform threads, including the carriers of virtual threads
 * @param connections the ids of the connections on the server
 */
record ResourceUsage(Set<Thread> threads, Set<String> connections) {

    private static final Pattern ID = Pattern.compile("^id=(\\d+) ", Pattern.MULTILINE);

    static ResourceUsage now(Jedis server) {
        return new ResourceUsage(
                Set.copyOf(Thread.getAllStackTraces().keySet()),
                ID.matcher(server.clientList())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet()));
    }

    int threadsSince(ResourceUsage before) {
        return newSince(before.threads, threads);
    }

    int connectionsSince(ResourceUsage before) {
        return newSince(before.connections, connections);
    }

    private static int newSince(Set<?> before, Set<?> now) {
        Set<Object> begun = new HashSet<>(now);
        begun.removeAll(before);
        return begun.size();
    }
}
