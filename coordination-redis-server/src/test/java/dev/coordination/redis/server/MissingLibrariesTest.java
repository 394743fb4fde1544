// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "testcontainers | coordination.redis.matrix=testcontainers: " + TESTCONTAINERS,
                "redis:8-alpine | coordination.redis.matrix=redis:8-alpine: " + TESTCONTAINERS,
                "embedded       | coordination.redis.matrix=embedded: " + EMBEDDED_REDIS,
            })
    void areNamedInTheErrorMessage(String entry, String message) throws Exception {
        try (HidingClassLoader loader = new HidingClassLoader("org.testcontainers.", "redis.embedded.")) {
            var start = loader.loadClass(ServerMatrix.class.getName()).getMethod("start", String.class);

            assertThatThrownBy(() -> start.invoke(null, entry))
                    .cause()
                    .hasMessage(message)
                    .matches(e -> e.getClass() == IllegalStateException.class);
        }
    }
}
