// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingLibrariesTest {

    private static final String TESTCONTAINERS =
            "Testcontainers (org.testcontainers:testcontainers) is not on the class path";
    private static final String EMBEDDED_REDIS =
            "embedded-redis (com.github.codemonstur:embedded-redis) is not on the class path";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "testcontainers | coordination.redis=testcontainers: " + TESTCONTAINERS,
                "redis:8-alpine | coordination.redis.matrix=redis:8-alpine: " + TESTCONTAINERS,
                "embedded       | coordination.redis=embedded: " + EMBEDDED_REDIS,
            })
    void areNamedInTheErrorMessage(String entry, String message) throws Exception {
        try (WithoutOptionalLibraries loader = new WithoutOptionalLibraries()) {
            var start = loader.loadClass(ServerMatrix.class.getName()).getMethod("start", String.class);

            assertThatThrownBy(() -> start.invoke(null, entry))
                    .cause()
                    .hasMessage(message)
                    .matches(e -> e.getClass() == IllegalStateException.class);
        }
    }

    /** Loads everything on the class path except for the optional dependencies of this module. */
    private static final class WithoutOptionalLibraries extends URLClassLoader {

        WithoutOptionalLibraries() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.contains("testcontainers") && !entry.contains("embedded-redis"))
                    .map(WithoutOptionalLibraries::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
    }
}
