// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import com.github.fppt.jedismock.RedisServer;
import com.github.fppt.jedismock.datastructures.Slice;
import com.github.fppt.jedismock.operations.server.MockExecutor;
import com.github.fppt.jedismock.server.Response;
import com.github.fppt.jedismock.server.ServiceOptions;
import com.github.fppt.jedismock.storage.OperationExecutorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** A jedis-mock server in this process. */
record JedisMock(RedisServer mock) implements dev.coordination.redis.server.RedisServer {

    static JedisMock start() {
        try {
            RedisServer mock = RedisServer.newRedisServer(0, InetAddress.getLoopbackAddress());
            mock.setOptions(ServiceOptions.withInterceptor(JedisMock::answer));
            return new JedisMock(mock.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses HELLO, because Jedis 8 cannot parse jedis-mock's reply to it. Jedis then uses RESP2. */
    private static Slice answer(OperationExecutorState state, String command, List<Slice> parameters) {
        return command.equals("hello")
                ? Response.error("ERR unknown command 'HELLO'")
                : MockExecutor.proceed(state, command, parameters);
    }

    @Override
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + mock.getBindPort());
    }

    @Override
    public String description() {
        return "jedis-mock " + System.getProperty("jedis-mock.version");
    }

    @Override
    public boolean isOwned() {
        return true;
    }

    @Override
    public void close() {
        try {
            mock.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
