// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.testcontainers.containers.GenericContainer;

class ContainerSourceTest {

    /**
     * Setting the property disturbs no other test, because no other test of this module starts the image that it names.
     */
    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void thePropertySelectsTheImageOfTheContainer() {
        String before = System.getProperty(RedisServers.IMAGE_PROPERTY);
        System.setProperty(RedisServers.IMAGE_PROPERTY, "registry.example/valkey:8.1");
        try (GenericContainer<?> container = ContainerSource.ofThisMachine().definition()) {
            assertThat(container.getImage()).asString().contains("imageName=registry.example/valkey:8.1,");
        } finally {
            if (before == null) {
                System.clearProperty(RedisServers.IMAGE_PROPERTY);
            } else {
                System.setProperty(RedisServers.IMAGE_PROPERTY, before);
            }
        }
    }

    @Test
    void reportsThatDockerDoesNotAnswer() {
        ContainerSource kind = new ContainerSource("redis:8-alpine", () -> false);

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(kind::start)
                .withMessage("Docker is not responding");
    }

    @Test
    void summarizesAFailureOfTestcontainersInOneLine() {
        ContainerSource kind = new ContainerSource("redis:8-alpine", () -> {
            throw new IllegalStateException("No client", new IllegalStateException("Broken pipe\nand more"));
        });

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(kind::start)
                .withMessage("Testcontainers cannot start redis:8-alpine: No client: Broken pipe");
    }

    @Test
    void rejectsAnInvalidImageName() {
        ContainerSource kind = new ContainerSource("Not An Image", () -> true);

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(kind::start)
                .withMessage("Testcontainers cannot start Not An Image: Not An Image is not a valid Docker image name"
                        + " (in Not An Image)");
    }
}
