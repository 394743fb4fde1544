// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Starts servers with the binary that the embedded-redis artifact contains for this platform. Nothing needs to be installed. */
record EmbeddedSource(ServerKind kind) implements ServerSource {

    private static final String NAME = "embedded-redis";

    @Override
    public RedisServer start() throws NoServerException {
        return OwnedServers.start(kind, NAME, EmbeddedSource::unpack);
    }

    private static Path unpack(Path directory) throws IOException {
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath();
    }
}
