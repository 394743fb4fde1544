// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.time.Duration;

/** Starts servers from a binary. */
final class OwnedServers {

    /** Long, because a server of a busy machine may pause, and nothing in these set-ups is stopped on purpose. */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(5);

    private OwnedServers() {}

    /**
     * Starts servers of a kind.
     *
     * @param name the name of the binary, for messages
     */
    static RedisServer start(ServerKind kind, String name, RedisProcess.Binary binary) throws NoServerException {
        return switch (kind) {
            case STANDALONE -> {
                RedisProcess process = RedisProcess.start(name, binary, FreePort::find);
                yield OwnedServer.check(process.uri(), name, process::stop);
            }
            case SENTINEL -> OwnedServer.of(SentinelSetup.start(name, binary, FreePort::find, DOWN_AFTER), name);
            case CLUSTER ->
                OwnedServer.of(ClusterSetup.start(name, binary, FreePort::findForClusterNode, DOWN_AFTER), name);
        };
    }
}
