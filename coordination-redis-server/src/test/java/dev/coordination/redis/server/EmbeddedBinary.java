// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Unpacks the Redis binary that embedded-redis contains for this platform. */
final class EmbeddedBinary {

    private EmbeddedBinary() {}

    static Path unpackInto(Path directory) throws IOException {
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath();
    }

    /** Unpacks the binary for a script, which does not try again if the binary is still open for writing. */
    static Path unpackForScript(Path directory) throws IOException {
        Path binary = directory.resolve("redis-server-for-script");
        ChildCopy.copy(unpackInto(directory), binary);
        return binary;
    }
}
