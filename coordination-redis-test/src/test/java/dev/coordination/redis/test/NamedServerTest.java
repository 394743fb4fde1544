// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link RedisHarness} on a server that the user named with a URI that Jedis cannot read. */
class NamedServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "loc%61lhost"})
    void logsInAsTheUserOfTheUri(String host) {
        try (RestartableServer process =
                        RestartableServer.start("user svc:billing on >p:@w ~* &* +@all", "user default off");
                RedisHarness harness = RedisHarness.on(
                        new Named(URI.create("redis://svc%3Abilling:p%3A@w@" + host + ":" + process.port())))) {
            DistributedCoordination handle = harness.connect();
            handle.cache().setText("key", "value");

            assertThat(handle.cache().getText("key")).contains("value");

            DistributedCoordination losing = harness.connectLosingReply().orElseThrow();
            assertThatExceptionOfType(CoordinationUnavailableException.class)
                    .isThrownBy(() -> losing.cache().setText("key", "changed"))
                    .withMessageContaining("the connection broke before the reply to SET arrived");
            assertThat(handle.cache().getText("key")).contains("changed");
        }
    }

    private record Named(URI uri) implements RedisServer {

        @Override
        public String description() {
            return "Redis";
        }

        @Override
        public boolean isOwned() {
            return false;
        }

        @Override
        public void close() {}
    }
}
