// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts servers with the {@code redis-server} that is installed on this machine. */
final class PathSource implements ServerSource {

    private static final String COMMAND = "redis-server";

    private final ServerKind kind;
    private final String searchPath;

    PathSource(ServerKind kind, @Nullable String searchPath) {
        this.kind = kind;
        this.searchPath = searchPath == null ? "" : searchPath;
    }

    @Override
    public RedisServer start() throws NoServerException {
        Path binary = find().orElseThrow(() -> new NoServerException("there is no " + COMMAND + " on the PATH"));
        return OwnedServers.start(kind, binary.toString(), directory -> binary);
    }

    /** Returns the first {@code redis-server}, if there is one. */
    Optional<Path> find() {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, COMMAND))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
