// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Copies programs for tests with a child process. What this JVM writes itself may be open for a moment longer, in a process that it
 * forks meanwhile, and a program that is open for writing cannot be executed.
 */
final class ChildCopy {

    private ChildCopy() {}

    static void copy(Path source, Path target) throws IOException {
        int status = new ProcessBuilder("cp", "-p", source.toString(), target.toString())
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (status != 0) {
            throw new IOException("cp failed with status " + status);
        }
    }
}
