// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the {@code redis-server} that is installed on this machine. */
final class PathSource implements ServerSource {

    private static final String COMMAND = "redis-server";

    private final String searchPath;

    PathSource(@Nullable String searchPath) {
        this.searchPath = searchPath == null ? "" : searchPath;
    }

    @Override
    public RedisServer start() throws NoServerException {
        Path binary = find().orElseThrow(() -> new NoServerException("there is no " + COMMAND + " on the PATH"));
        RedisProcess process = RedisProcess.start(binary.toString(), directory -> binary, FreePort::find);
        return OwnedServer.check(process.uri(), binary.toString(), process::stop);
    }

    private Optional<Path> find() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, COMMAND))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
