// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void gitIsInstalled() throws InterruptedException {
        boolean installed;
        try {
            installed = new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            installed = false;
        }
        Assumptions.assumeTrue(installed, "there is no git on the PATH");
    }

    private String git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Someone", "-c", "user.email=someone@example.org"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private String commit() throws Exception {
        git("init");
        Files.writeString(directory.resolve("file"), "first");
        git("add", "file");
        git("commit", "-m", "Add a file");
        return git("rev-parse", "HEAD");
    }

    @Test
    void findsTheCommitOfACleanDirectory() throws Exception {
        String id = commit();

        assertThat(GitCommit.of(directory)).contains(new GitCommit(id, false));
    }

    @Test
    void returnsTheHashOfATaggedCommit() throws Exception {
        String id = commit();
        git("tag", "-a", "v1", "-m", "first");

        assertThat(GitCommit.of(directory)).contains(new GitCommit(id, false));
    }

    @Test
    void reportsAChangedTrackedFile() throws Exception {
        String id = commit();

        Files.writeString(directory.resolve("file"), "second");

        assertThat(GitCommit.of(directory)).contains(new GitCommit(id, true));
    }

    @Test
    void ignoresUntrackedFiles() throws Exception {
        String id = commit();

        Files.writeString(directory.resolve("other"), "second");

        assertThat(GitCommit.of(directory)).contains(new GitCommit(id, false));
    }

    @Test
    void findsTheCommitInASubdirectory() throws Exception {
        String id = commit();

        Path folder = Files.createDirectory(directory.resolve("folder"));

        assertThat(GitCommit.of(folder)).contains(new GitCommit(id, false));
    }

    @Test
    void isEmptyInARepositoryWithoutCommits() throws Exception {
        git("init");

        assertThat(GitCommit.of(directory)).isEmpty();
    }

    @Test
    void isEmptyOutsideARepository() {
        assertThat(GitCommit.of(directory)).isEmpty();
    }
}
