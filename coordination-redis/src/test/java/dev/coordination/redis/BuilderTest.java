// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.SslOptions;

class BuilderTest {

    private final RedisCoordination.Builder builder =
            RedisCoordination.builder(URI.create("redis://:secret@localhost:1"), "ns");

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesABufferSizeThatIsNotPositive(int messages) {
        assertThatThrownBy(() -> builder.subscriptionBuffer(messages))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subscriptionBuffer must be positive, but was " + messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.009999999S", "PT1H0.000000001S"})
    void refusesAnIntervalThatIsOutOfBounds(Duration interval) {
        assertThatThrownBy(() -> builder.livenessInterval(interval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval must be at least 10 milliseconds and at most an hour, but was " + interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT1H"})
    void acceptsAnIntervalAtItsBounds(Duration interval) {
        assertThat(builder.livenessInterval(interval)).isSameAs(builder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT1H0.000000001S"})
    void refusesTimeoutsThatAreOutOfBounds(Duration timeout) {
        String message = "timeout must be at least 1 millisecond and at most an hour, but was " + timeout;
        assertThatThrownBy(() -> builder.connectionTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> builder.socketTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT1H"})
    void acceptsTimeoutsAtTheirBounds(Duration timeout) {
        assertThat(builder.connectionTimeout(timeout).socketTimeout(timeout)).isSameAs(builder);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAPoolSizeThatIsNotPositive(int connections) {
        assertThatThrownBy(() -> builder.poolSize(connections))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("poolSize must be positive, but was " + connections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\u007f", "\u00e9", "\ud83d\ude00", "\u0000"})
    void refusesAClientNameThatRedisRefuses(String name) {
        assertThatThrownBy(() -> builder.clientName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clientName must be printable ASCII without spaces, and not empty, but was "
                        + Arguments.quoted(name));
    }

    @Test
    void refusesOptionsOfTlsWithoutTls() {
        assertThatThrownBy(() -> builder.sslOptions(SslOptions.builder().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sslOptions needs a URI with the scheme rediss, but it is redis://***@localhost:1");
    }

    @Test
    void refusesACredentialsProviderInAdditionToCredentials() {
        assertThatThrownBy(() -> builder.credentialsProvider(() -> new DefaultRedisCredentials("user", "password")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("credentialsProvider needs a URI without user info, but it is redis://***@localhost:1");
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatThrownBy(() -> builder.livenessInterval(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("interval must not be null");
        assertThatThrownBy(() -> builder.connectionTimeout(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeout must not be null");
        assertThatThrownBy(() -> builder.socketTimeout(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeout must not be null");
        assertThatThrownBy(() -> builder.clientName(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name must not be null");
        RedisCoordination.Builder tls = RedisCoordination.builder(URI.create("rediss://localhost:1"), "ns");
        assertThatThrownBy(() -> tls.sslOptions(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("options must not be null");
        assertThatThrownBy(() -> tls.credentialsProvider(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("provider must not be null");
        assertThatThrownBy(() -> builder.onListenerError(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("handler must not be null");
        assertThatThrownBy(() -> builder.onCall(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener must not be null");
    }

    @Test
    void buildsIndependentHandles() {
        DistributedCoordination first = builder.build();
        DistributedCoordination second = builder.build();

        assertThat(first).isNotSameAs(second);
        assertThat(builder.toString()).doesNotContain("secret");
        first.close();
        second.close();
    }

    @Test
    void handlesReturnTheSameAreasOnEveryCallEvenAfterClose() {
        DistributedCoordination handle = builder.build();
        var cache = handle.cache();
        var pubSub = handle.pubSub();
        var elections = handle.leaderElection();
        var cluster = handle.clusterMembership();

        handle.close();

        assertThat(handle.cache()).isSameAs(cache);
        assertThat(handle.pubSub()).isSameAs(pubSub);
        assertThat(handle.leaderElection()).isSameAs(elections);
        assertThat(handle.clusterMembership()).isSameAs(cluster);
    }
}
