// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.redis.server.HidingClassLoader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests that moving time on a server does not require Jedis, because the author of an adapter may use another client. */
class WithoutJedisTest {

    @Test
    @SuppressWarnings("unchecked") // The functions take durations.
    void shiftingAndWaitingWork() throws IOException, ReflectiveOperationException {
        try (HidingClassLoader loader = new HidingClassLoader("redis.clients.")) {
            Class<?> time = loader.loadClass(RedisTime.class.getName());
            Class<?> eval = loader.loadClass(RedisEval.class.getName());
            List<Object> arguments = new ArrayList<>();
            Object server = Proxy.newProxyInstance(loader, new Class<?>[] {eval}, (proxy, method, given) -> {
                arguments.add(given[1]);
                return 100_000L * arguments.size();
            });

            var shift = (Consumer<Duration>)
                    time.getMethod("shift", String.class, eval).invoke(null, "mine:*", server);
            var waiting = (Consumer<Duration>) time.getMethod("waiting", eval).invoke(null, server);
            shift.accept(Duration.ofHours(1));
            waiting.accept(Duration.ofSeconds(1));

            assertThat(arguments).containsExactly(List.of(), List.of("mine:*", "3600000"), List.of(), List.of());
        }
    }
}
