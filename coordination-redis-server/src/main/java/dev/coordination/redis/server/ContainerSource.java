// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Starts a Redis image with Testcontainers. */
final class ContainerSource implements ServerSource {

    static final String DEFAULT_IMAGE = "redis:8-alpine";

    private static final String NAME = "Testcontainers";
    private static final int REDIS_PORT = 6379;
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", RedisProcess.LOOPBACK);
    private static final Duration STARTUP = Duration.ofMinutes(1);

    private final String image;
    private final BooleanSupplier dockerAnswers;

    ContainerSource(String image, BooleanSupplier dockerAnswers) {
        this.image = image;
        this.dockerAnswers = dockerAnswers;
    }

    static ContainerSource ofThisMachine() {
        return ofThisMachine(System.getProperty(RedisServers.IMAGE_PROPERTY, DEFAULT_IMAGE));
    }

    static ContainerSource ofThisMachine(String image) {
        DockerProbe probe = DockerProbe.ofThisMachine();
        return new ContainerSource(
                image, () -> probe.mayAnswer() && DockerClientFactory.instance().isDockerAvailable());
    }

    @Override
    public RedisServer start() throws NoServerException {
        GenericContainer<?> container = container();
        String host = LOOPBACK_NAMES.contains(container.getHost()) ? RedisProcess.LOOPBACK : container.getHost();
        URI uri = URI.create("redis://" + host + ":" + container.getMappedPort(REDIS_PORT));
        return OwnedServer.check(uri, NAME + ", " + image, container::stop);
    }

    private GenericContainer<?> container() throws NoServerException {
        try {
            DockerImageName.parse(image).assertValid();
            if (dockerAnswers.getAsBoolean()) {
                return started(definition());
            }
        } catch (RuntimeException e) { // Testcontainers has no common exception type.
            throw new NoServerException(NAME + " cannot start " + image + ": " + FailureReason.outerAndInner(e), e);
        }
        throw new NoServerException("Docker is not responding");
    }

    /** Returns the container, which has not been started. */
    GenericContainer<?> definition() {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(REDIS_PORT)
                .withCommand("--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--appendonly", "no")
                .withCreateContainerCmdModifier(ContainerSource::bindToLoopback)
                // Fast, and works for images without a shell.
                .waitingFor(
                        Wait.forLogMessage(".*Ready to accept connections.*", 1).withStartupTimeout(STARTUP));
    }

    private static GenericContainer<?> started(GenericContainer<?> container) {
        try {
            container.start();
            return container;
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    /** Publishes the port on the loopback address only, if the engine runs on this machine. */
    private static void bindToLoopback(CreateContainerCmd command) {
        HostConfig config = command.getHostConfig();
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        if (config != null && LOOPBACK_NAMES.contains(host)) {
            Ports.Binding binding = Ports.Binding.bindIp(RedisProcess.LOOPBACK);
            config.withPortBindings(new PortBinding(binding, ExposedPort.tcp(REDIS_PORT)));
        }
    }
}
