// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OldJedisTest {

    @Test
    void isReportedByTheHarness() throws IOException, ReflectiveOperationException {
        try (WithoutRedisClient loader = new WithoutRedisClient()) {
            var harness = loader.loadClass(RedisHarness.class.getName()).getConstructor();

            assertThatThrownBy(harness::newInstance)
                    .cause()
                    .hasMessageStartingWith("RedisHarness needs Jedis 7.2 or later, ");
        }
    }

    /** Loads everything on the class path except for {@code RedisClient}, which was added in Jedis 7.2. */
    private static final class WithoutRedisClient extends URLClassLoader {

        WithoutRedisClient() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(WithoutRedisClient::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("redis.clients.jedis.RedisClient")) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }
}
