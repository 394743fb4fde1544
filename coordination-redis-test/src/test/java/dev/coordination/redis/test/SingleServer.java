// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.ServerKind;
import dev.coordination.redis.server.ServerMatrix;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Injects the shared server if it is a single one, or else a single server of its own. */
final class SingleServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RedisServer shared = SharedRedisServer.of(context);
        return shared.kind() == ServerKind.STANDALONE
                ? shared
                : context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(SingleServer.class))
                        .getOrComputeIfAbsent(
                                RedisServer.class, type -> ServerMatrix.start("embedded"), RedisServer.class);
    }
}
