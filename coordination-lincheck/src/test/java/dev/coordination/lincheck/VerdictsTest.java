// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import dev.coordination.benchmarks.explored.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints how long Lincheck and exploration take to reach their verdicts on the same programs, each in its own JVM. This is a
 * measurement, not a test. Unlike exploration, Lincheck also interleaves threads inside the adapter, and so finds data races.
 */
class VerdictsTest {

    @Test
    void printsHowLongVerdictsTake() throws IOException, InterruptedException {
        System.out.println("\n== Time to a verdict on programs of two nodes: the first in a new JVM, and a later one");
        for (Scenario scenario : EnumSet.complementOf(EnumSet.of(Scenario.FENCED))) {
            System.out.println(scenario);
            System.out.println("    Lincheck:    " + times("lincheck", scenario));
            System.out.println("    exploration: " + times("exploration", scenario));
        }
        System.out.println("Fray is not measured, because it needs a JDK of its own, which this build cannot install.");
    }

    private static String times(String tool, Scenario scenario) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .toList());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(VerdictTimes.class.getName(), tool, scenario.name()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(tool + " failed: " + printed);
        }
        return printed.lines().reduce("", (before, line) -> line);
    }
}
