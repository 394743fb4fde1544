// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.nio.file.Path;
import java.util.Optional;

/** The binary of the set-ups that tests start: the {@code redis-server} on the {@code PATH}, else the embedded one. */
final class ServerBinary {

    private ServerBinary() {}

    static RedisProcess.Binary find() {
        Optional<Path> installed = new PathSource(ServerKind.STANDALONE, System.getenv("PATH")).find();
        return installed.<RedisProcess.Binary>map(binary -> directory -> binary).orElse(EmbeddedBinary::unpackInto);
    }
}
