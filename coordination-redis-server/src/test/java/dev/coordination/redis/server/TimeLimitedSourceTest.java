// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLimitedSourceTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch closed = new CountDownLatch(1);

    private RedisServer server() {
        return new RedisServer() {
            @Override
            public URI uri() {
                return URI.create("redis://127.0.0.1:1");
            }

            @Override
            public String description() {
                return "mine";
            }

            @Override
            public boolean isOwned() {
                return true;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    @Test
    void returnsAServerThatStartsInTime() throws Exception {
        RedisServer server = server();

        assertThat(new TimeLimitedSource(() -> server, "kind", LONG).start()).isSameAs(server);
        assertThat(closed.getCount()).isEqualTo(1);
    }

    @Test
    void passesOnTheReasonForAFailure() {
        ServerSource refusing = () -> {
            throw new NoServerException("Docker is not responding");
        };

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new TimeLimitedSource(refusing, "kind", LONG).start())
                .withMessage("Docker is not responding");
    }

    @Test
    void interruptsASlowStartAndClosesTheLateServer() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ServerSource slow = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return server();
        };

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new TimeLimitedSource(slow, "kind", SHORT).start())
                .withMessage("kind did not start a server within 0 s");

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ServerSource slow = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            throw new NoServerException("interrupted");
        };
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(NoServerException.class)
                .isThrownBy(() -> new TimeLimitedSource(slow, "kind", LONG).start())
                .withMessage("interrupted while waiting for kind");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
