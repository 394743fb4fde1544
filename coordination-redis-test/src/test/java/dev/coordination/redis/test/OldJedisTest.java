// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.redis.server.HidingClassLoader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OldJedisTest {

    /** {@code RedisClient} was added in Jedis 7.2. */
    @Test
    void isReportedByTheHarness() throws IOException, ReflectiveOperationException {
        try (HidingClassLoader loader = new HidingClassLoader("redis.clients.jedis.RedisClient")) {
            var harness = loader.loadClass(RedisHarness.class.getName()).getConstructor();

            assertThatThrownBy(harness::newInstance)
                    .cause()
                    .hasMessageStartingWith("RedisHarness needs Jedis 7.2 or later, ");
        }
    }
}
