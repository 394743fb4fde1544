// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.runner.JavaProgram.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@link ContractRunner} as its users do: as a program whose exit status matters. */
@Tag("one-jdk")
class ContractProgramTest {

    private static final String API = "org.junit.jupiter.api.Test";

    @TempDir
    private Path directory;

    private Result run(String harness) throws IOException, InterruptedException {
        return new JavaProgram(directory).run(BrokenHarnesses.class.getName() + "$" + harness);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ErrorInConstructor | java.lang.NoSuchMethodError: 'void com.example.Driver.open()'",
                "ErrorInStaticInitializer | java.lang.NoClassDefFoundError: com/example/Driver",
                "ExceptionInStaticInitializer | java.lang.ExceptionInInitializerError, caused by"
                        + " java.lang.NumberFormatException: For input string: \"none\"",
                "ErrorInConnect | java.lang.AbstractMethodError: com.example.Driver.connect",
                "ErrorInClose | java.lang.IncompatibleClassChangeError: com.example.Driver.close",
                "StackOverflow | java.lang.StackOverflowError",
                "OutOfMemory | java.lang.OutOfMemoryError: unable to create native thread",
                "ErrorOnAnotherThread | java.util.concurrent.CompletionException: java.lang.UnsatisfiedLinkError: driver",
                "LeavesThreadsAndThrows | java.lang.NoSuchFieldError: com.example.Driver.POOL",
            })
    void anErrorInTheHarnessIsReportedWithStatusTwo(String harness, String reason) throws Exception {
        Result result = run(harness);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .first()
                .isEqualTo("The contract was not run: dev.coordination.junit.runner.BrokenHarnesses$" + harness
                        + " cannot be started: " + reason);
        assertThat(result.err()).as("the stack trace").anyMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void anErrorThatAbortsTheRunIsReportedWithStatusTwo() throws Exception {
        Result result = run("OutOfMemoryLater");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .first()
                .asString()
                .startsWith("The contract was not run: java.lang.IllegalStateException: JUnit has aborted the run, ")
                .endsWith("caused by java.lang.OutOfMemoryError: Java heap space");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aCorrectAdapterPassesEveryRuleAndItsThreadsDoNotKeepTheProgramAlive() throws Exception {
        Result result = run("LeavesThreads");

        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).first().isEqualTo("in-memory adapter, fake clock");
        for (Rule rule : Rule.values()) {
            assertThat(result.out())
                    .as(rule.id())
                    .anyMatch(line -> line.matches("  " + rule.id() + "  passed +\\d+ ms  " + rule.title()));
        }
        int rules = Rule.values().length;
        assertThat(result.out())
                .last()
                .asString()
                .startsWith(rules + " rules: " + rules + " passed, 0 failed, 0 skipped (");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void threadsOfABrokenAdapterDoNotKeepTheProgramAlive() throws Exception {
        Result result = run("LeavesThreadsAndIsBroken");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("  'String com.example.Driver.version()'")
                .anyMatch(line -> line.startsWith("  at dev.coordination.junit.runner.BrokenHarnesses"
                        + "$LeavesThreadsAndIsBroken.description(BrokenHarnesses.java:"));
    }

    @ParameterizedTest
    @CsvSource({
        "org.junit.platform.launcher.Launcher, junit-platform-launcher",
        "org.junit.jupiter.engine.JupiterTestEngine, junit-jupiter-engine",
        "org.junit.jupiter.api.Test, junit-jupiter-api",
        "org.junit.platform.commons.JUnitException, junit-platform-commons",
        "org.junit.platform.engine.TestEngine, junit-platform-engine",
        "org.opentest4j.AssertionFailedError, opentest4j",
        "org.assertj.core.api.Assertions, assertj-core"
    })
    void aMissingLibraryIsReportedWithStatusTwo(String className, String artifact) throws Exception {
        Result result = new JavaProgram(directory).replace(className).run(MemoryHarness.class.getName());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).singleElement().asString().startsWith("The contract was not run: " + artifact + " ");
    }

    /**
     * The tests of this class and of {@link ContractRunnerTest} show that each code means what
     * {@code docs/custom-adapters.md} says.
     */
    @Test
    void theDocumentationListsTheExitCodes() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "custom-adapters.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("| " + RunnerCommand.KEPT + " | The contract was run, and no test failed.");
        assertThat(rows.get(1))
                .startsWith("| " + RunnerCommand.BROKEN + " | The contract was run, and at least one test failed.");
        assertThat(rows.get(2))
                .startsWith("| " + RunnerCommand.NOT_RUN + " | The contract was not run,")
                .contains("within five minutes");
    }

    /** A library that brings in JUnit, such as a test server, may come first on the class path. */
    @ParameterizedTest
    @ValueSource(strings = {"5.6.2", "5.11.4"})
    void anOldJUnitIsReportedWithStatusTwo(String version) throws Exception {
        Path old = apiOfVersion(version);

        Result result = new JavaProgram(directory).replace(API, old).run(MemoryHarness.class.getName());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("The contract was not run: JUnit 5.12 or later is required, but the class path has"
                        + " junit-jupiter-api " + version + " in " + old
                        + ": import org.junit:junit-bom, 5.12 or later, before other dependencies");
    }

    @Test
    void artifactsOfDifferentJUnitVersionsAreReportedWithStatusTwo() throws Exception {
        Result result =
                new JavaProgram(directory).replace(API, apiOfVersion("6.9.1")).run(MemoryHarness.class.getName());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith(
                        "The contract was not run: all artifacts of JUnit must be of one version, but the class path"
                                + " has junit-platform-commons ")
                .contains(", junit-jupiter-api 6.9.1, junit-jupiter-engine ");
    }

    /** Returns a copy of the JUnit API whose manifest states another version. */
    private Path apiOfVersion(String version) throws IOException {
        Path copy = directory.resolve("junit-jupiter-api-" + version + ".jar");
        try (JarFile original = new JarFile(JavaProgram.place(API).toFile())) {
            Manifest manifest = original.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (OutputStream file = Files.newOutputStream(copy);
                    JarOutputStream jar = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : Collections.list(original.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        jar.putNextEntry(new JarEntry(entry.getName()));
                        original.getInputStream(entry).transferTo(jar);
                        jar.closeEntry();
                    }
                }
            }
        }
        return copy;
    }
}
