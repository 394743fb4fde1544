// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import dev.coordination.redis.server.ServerMatrix;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects one {@link RedisServer}, the one that {@link RedisServers#start} returns, into every test class that declares a
 * parameter of that type. The first such class starts the server, which stops when the launcher session ends.
 *
 * <pre>{@code
 * @ExtendWith(SharedRedisServer.class)
 * class RedisContractTest extends CoordinationContract {
 *     private final RedisServer server;
 *
 *     RedisContractTest(RedisServer server) {
 *         this.server = server;
 *     }
 *
 *     @Override
 *     protected CoordinationHarness harness() {
 *         return RedisHarness.on(server);
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SharedRedisServer implements ParameterResolver {

    /** The JUnit configuration parameter that selects another server for a run: an entry of the {@link ServerMatrix}. */
    public static final String SERVER_PARAMETER = "coordination.redis.matrix.server";

    private static final Namespace NAMESPACE = Namespace.create(SharedRedisServer.class);

    /** Called by JUnit. */
    public SharedRedisServer() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /**
     * Returns the server of a launcher session, for use by other extensions. The first call starts the server.
     *
     * @param context any context of the session
     * @return the server
     * @throws IllegalArgumentException if the property or parameter that selects the server has an invalid value
     * @throws IllegalStateException if the server is not available, or is older than Redis 6.2
     * @since 0.1.0
     */
    public static RedisServer of(ExtensionContext context) {
        Store session = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return session.getOrComputeIfAbsent(
                RedisServer.class,
                type -> context.getConfigurationParameter(SERVER_PARAMETER)
                        .map(ServerMatrix::start)
                        .orElseGet(RedisServers::start),
                RedisServer.class);
    }
}
