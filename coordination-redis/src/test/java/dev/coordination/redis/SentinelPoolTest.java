// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/** Tests sentinels that answer late or not at all. {@link SentinelTest} tests real ones. */
@Timeout(60)
class SentinelPoolTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final SentinelPool pool = new SentinelPool(() -> {
        attempts.incrementAndGet();
        Uninterruptibly.run(answered::await);
        throw new JedisConnectionException("all sentinels are down");
    });

    @Test
    void threadsThatNeedTheMasterAtTheSameTimeShareOneAttempt() throws Exception {
        List<FutureTask<Pool<Connection>>> calls = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            FutureTask<Pool<Connection>> call = new FutureTask<>(pool::pool);
            calls.add(call);
            Thread thread = DaemonThreads.platform("sentinel-pool-test", call);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            Await.until("the thread waits", () -> thread.getState() == Thread.State.WAITING);
        }

        answered.countDown();

        for (FutureTask<Pool<Connection>> call : calls) {
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("all sentinels are down");
        }
        assertThat(attempts).hasValue(1);
        assertThatThrownBy(pool::pool).isInstanceOf(JedisException.class).hasMessage("all sentinels are down");
        assertThat(attempts).as("a later call asks again").hasValue(2);
    }

    @Test
    void closingDoesNotWaitForAnAttempt() throws Exception {
        FutureTask<Pool<Connection>> call = new FutureTask<>(pool::pool);
        DaemonThreads.platform("sentinel-pool-test", call).start();
        Await.until("the sentinels are asked", () -> attempts.get() == 1);

        pool.close();

        assertThatThrownBy(pool::pool).isInstanceOf(IllegalStateException.class);
        answered.countDown();
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("all sentinels are down");
    }
}
