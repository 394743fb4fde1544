// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.server.RestartableServer;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provides the server that the tests share. Each test uses its own namespaces, and does not reconfigure the server. */
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

    /** Implements both interfaces, so that every version of JUnit closes it. */
    @SuppressWarnings("deprecation")
    private record Shared(RestartableServer server) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }
}
