package dev.coordination.redis.server;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Starts the binary that the embedded-redis artifact carries for this platform: nothing needs to be installed. */
final class EmbeddedServer implements ServerKind {

    private static final String NAME = "embedded-redis";

    @Override
    public RedisServer start() throws NoServerException {
        RedisProcess process = RedisProcess.start(NAME, EmbeddedServer::unpack, FreePort::find);
        return RunningServer.check(process.uri(), NAME, process::stop);
    }

    private static Path unpack(Path directory) throws IOException {
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath();
    }
}
