package dev.coordination.parity;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one {@link RedisServer}, that of {@link RedisServer#start}, to every test class that asks for it: started by the
 * first, stopped when the launcher session ends.
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

    private static final Namespace NAMESPACE = Namespace.create(SharedRedisServer.class);

    /** JUnit creates it. */
    public SharedRedisServer() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** Returns the server of this session, and starts it when it is the first to ask. */
    static RedisServer of(ExtensionContext context) {
        Store session = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return session.getOrComputeIfAbsent(
                RedisServer.class,
                type -> context.getConfigurationParameter(ServerMatrix.SERVER)
                        .map(ServerMatrix::start)
                        .orElseGet(RedisServer::start),
                RedisServer.class);
    }
}
