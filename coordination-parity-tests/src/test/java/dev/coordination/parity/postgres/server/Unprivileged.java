// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.postgres.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs PostgreSQL, which refuses to run as root: the current user or, if that is root, as in many containers, an
 * unprivileged one.
 */
final class Unprivileged {

    private static final int NOBODY = 65_534;

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    /** In a user namespace of its own, root is mapped to nobody, but still owns its files. */
    private static final List<String> IN_NAMESPACE = List.of("unshare", "--user");

    private final List<String> prefix;

    private Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    static Unprivileged find() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Unprivileged(List.of());
        }
        for (List<String> prefix : List.of(AS_NOBODY, IN_NAMESPACE)) {
            if (works(prefix)) {
                return new Unprivileged(prefix);
            }
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither " + AS_NOBODY.get(0) + " nor "
                + IN_NAMESPACE.get(0) + " works here: run the build as another user");
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // The program does not exist.
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /** Creates a directory that the user may write to. */
    Path createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
        if (prefix.equals(AS_NOBODY)) {
            Files.setAttribute(directory, "unix:uid", NOBODY);
        }
        return directory;
    }

    ProcessBuilder process(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return new ProcessBuilder(whole);
    }
}
