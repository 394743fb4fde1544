// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the {@code keytool} of the JDK on stores that all have the same password. */
final class Keytool {

    static final String PASSWORD = "changeit";

    private Keytool() {}

    /** Runs it on a store, which is created if need be. */
    static void run(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-noprompt", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            keytool.destroyForcibly();
        }
        assertThat(keytool.exitValue()).as("exit code of keytool").isZero();
    }
}
