// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commit that a directory has checked out.
 *
 * @param id the full hash
 * @param modified whether a tracked file differs from the commit
 */
record GitCommit(String id, boolean modified) {

    private static final Pattern DESCRIPTION = Pattern.compile("([0-9a-f]{40,64})(-dirty)?");
    private static final int TIMEOUT_SECONDS = 10;

    /** Returns the commit, or empty if Git is not installed or the directory has no commit. */
    static Optional<GitCommit> of(Path directory) {
        // With every tag excluded, the description is the hash.
        ProcessBuilder git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=64", "--exclude=*")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        git.environment().put("GIT_OPTIONAL_LOCKS", "0"); // Otherwise Git may update the index.
        try {
            Process process = git.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Git is not installed.
        }
    }

    private static Optional<GitCommit> parse(String description) {
        Matcher matcher = DESCRIPTION.matcher(description);
        return matcher.matches()
                ? Optional.of(new GitCommit(matcher.group(1), matcher.group(2) != null))
                : Optional.empty();
    }
}
