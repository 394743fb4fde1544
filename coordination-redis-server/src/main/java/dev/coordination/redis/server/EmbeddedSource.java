// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Starts the binary that the embedded-redis artifact contains for this platform. Nothing needs to be installed. */
final class EmbeddedSource implements ServerSource {

    private static final String NAME = "embedded-redis";

    @Override
    public RedisServer start() throws NoServerException {
        RedisProcess process = RedisProcess.start(NAME, EmbeddedSource::unpack, FreePort::find);
        return OwnedServer.check(process.uri(), NAME, process::stop);
    }

    private static Path unpack(Path directory) throws IOException {
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath();
    }
}
