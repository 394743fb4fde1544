// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatThrownBy(() -> builder.livenessInterval(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("interval must not be null");
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
