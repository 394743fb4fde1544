// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the directories of the processes that run a binary, to check that nothing is left of them. */
final class RecordingBinary implements RedisProcess.Binary {

    private final RedisProcess.Binary binary;
    private final List<Path> directories = new CopyOnWriteArrayList<>();

    RecordingBinary(RedisProcess.Binary binary) {
        this.binary = binary;
    }

    @Override
    public Path in(Path directory) throws IOException {
        directories.add(directory);
        return binary.in(directory);
    }

    void assertRuns(int processes) {
        assertThat(directories).hasSize(processes).allSatisfy(directory -> {
            assertThat(directory).exists();
            assertThat(commands(directory)).hasSize(1);
        });
    }

    void assertNothingIsLeft() {
        assertThat(directories).isNotEmpty().allSatisfy(directory -> {
            assertThat(directory).doesNotExist();
            assertThat(commands(directory)).isEmpty();
        });
    }

    /** Returns the processes whose configuration is in a directory. */
    private static List<String> commands(Path directory) {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().commandLine().stream())
                .filter(command -> command.contains(directory.toString()))
                .toList();
    }
}
