package dev.coordination.redis;

import dev.coordination.redis.server.RestartableServer;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one server that they share; each keeps to namespaces of its own, and leaves the server as it is. */
final class RedisExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RestartableServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RedisExtension.class))
                .getOrComputeIfAbsent("shared", key -> new Shared(RestartableServer.start()), Shared.class)
                .server();
    }

    static String uniqueNamespace() {
        return "test-" + UUID.randomUUID();
    }

    /** Both kinds of resource, so that every JUnit closes it. */
    @SuppressWarnings("deprecation")
    private record Shared(RestartableServer server) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }
}
