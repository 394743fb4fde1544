// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import static java.util.stream.Collectors.joining;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the libraries that the contract runs on. A wrong version, brought in by some other dependency, would show up
 * as an {@code Error} somewhere within JUnit or in every test.
 */
final class RequiredLibraries {

    private static final int OLDEST_MAJOR = 5;
    private static final int OLDEST_MINOR = 12;

    /** JUnit Platform 1.14 is part of JUnit 5.14; from 6.0 on, the numbers are the same. */
    private static final int PLATFORM_OF_JUNIT_5 = 1;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** In dependency order: a library depends only on those before it. */
    private static final List<Library> LIBRARIES = List.of(
            new Library("opentest4j", "org.opentest4j.AssertionFailedError"),
            new Library("junit-platform-commons", "org.junit.platform.commons.JUnitException"),
            new Library("junit-platform-engine", "org.junit.platform.engine.TestEngine"),
            new Library("junit-platform-launcher", "org.junit.platform.launcher.Launcher"),
            new Library("junit-jupiter-api", "org.junit.jupiter.api.Test"),
            new Library("junit-jupiter-engine", "org.junit.jupiter.engine.JupiterTestEngine"),
            new Library("assertj-core", "org.assertj.core.api.Assertions"));

    private static final String ADVICE = ": import org.junit:junit-bom, " + OLDEST_MAJOR + "." + OLDEST_MINOR
            + " or later, before other dependencies";

    private RequiredLibraries() {}

    /** Returns a one-line description of what is wrong with the libraries on the class path, or empty if nothing is. */
    static Optional<String> complaint() {
        return complaint(RequiredLibraries.class.getClassLoader());
    }

    static Optional<String> complaint(ClassLoader loader) {
        for (Library library : LIBRARIES) {
            try {
                library.load(loader);
            } catch (ClassNotFoundException e) {
                return Optional.of(library.artifact + " is not on the class path");
            } catch (LinkageError e) {
                return Optional.of(library.artifact + " cannot be loaded: " + e + ADVICE);
            }
        }
        List<Found> found = LIBRARIES.stream()
                .filter(Library::isOfJUnit)
                .flatMap(library -> library.find(loader).stream())
                .toList();
        Optional<Found> old = found.stream().filter(Found::isTooOld).findFirst();
        if (old.isPresent()) {
            return Optional.of(
                    "JUnit " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or later is required, but the class path" + " has "
                            + old.get() + " in " + old.get().place + ADVICE);
        }
        return found.stream().map(Found::release).distinct().count() > 1
                ? Optional.of("all artifacts of JUnit must be of one version, but the class path has "
                        + found.stream().map(Found::toString).collect(joining(", ")) + ADVICE)
                : Optional.empty();
    }

    /** A library and one of its classes. */
    private record Library(String artifact, String className) {

        boolean isOfJUnit() {
            return artifact.startsWith("junit-");
        }

        Class<?> load(ClassLoader loader) throws ClassNotFoundException {
            return Class.forName(className, false, loader);
        }

        private static String place(Class<?> type) {
            URL location = type.getProtectionDomain().getCodeSource().getLocation();
            try {
                return Path.of(location.toURI()).toString();
            } catch (URISyntaxException | RuntimeException e) { // Not a file.
                return String.valueOf(location);
            }
        }

        /** Returns the library with its version, or empty if its version is unknown. */
        Optional<Found> find(ClassLoader loader) {
            try {
                Class<?> type = load(loader);
                @Nullable String version = type.getPackage().getImplementationVersion();
                Matcher numbers = VERSION.matcher(version == null ? "" : version);
                return numbers.matches()
                        ? Optional.of(new Found(
                                artifact,
                                numbers.group(),
                                Integer.parseInt(numbers.group(1)),
                                Integer.parseInt(numbers.group(2)),
                                place(type)))
                        : Optional.empty();
            } catch (ClassNotFoundException | LinkageError e) {
                return Optional.empty();
            }
        }
    }

    /** A library that was found. */
    private record Found(String artifact, String version, int major, int minor, String place) {

        private int release() {
            return 1000 * (major == PLATFORM_OF_JUNIT_5 ? OLDEST_MAJOR : major) + minor;
        }

        boolean isTooOld() {
            return release() < 1000 * OLDEST_MAJOR + OLDEST_MINOR;
        }

        @Override
        public String toString() {
            return artifact + " " + version;
        }
    }
}
