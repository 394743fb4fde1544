// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.ServerKind;
import dev.coordination.redis.server.ServerMatrix;
import dev.coordination.redis.test.SharedRedisServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Injects the shared server, unless it is a cluster, to which no URI leads: then a single server takes its place. */
public final class ServerWithUri implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RedisServer shared = SharedRedisServer.of(context);
        return shared.kind() == ServerKind.CLUSTER ? embedded(context) : shared;
    }

    private static RedisServer embedded(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ServerWithUri.class))
                .getOrComputeIfAbsent(RedisServer.class, type -> ServerMatrix.start("embedded"), RedisServer.class);
    }
}
