// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.redis.server.RedisServer;
import dev.coordination.shedlock.CoordinationLockProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.junit.jupiter.api.Test;

/** Tests the lock provider for ShedLock on two nodes, in memory and on Redis. */
class ShedLockOnEveryAdapterTest extends RecipeTest {

    private static final Duration AT_MOST = ofMinutes(30);
    private static final Duration AT_LEAST = ofMinutes(10);

    private final CoordinationLockProvider onA;
    private final CoordinationLockProvider onB;

    ShedLockOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
        onA = new CoordinationLockProvider(a, time.clock());
        onB = new CoordinationLockProvider(b, time.clock());
    }

    private static LockConfiguration cleanup(Duration atLeast) {
        return new LockConfiguration(Instant.EPOCH, "cleanup", AT_MOST, atLeast);
    }

    private static final LockConfiguration CLEANUP = cleanup(Duration.ZERO);

    @Test
    void aLockIsHeldOnceAndEachHolderHasALargerToken() {
        long last = 0;
        for (CoordinationLockProvider node : List.of(onA, onB, onA)) {
            SimpleLock lock = node.lock(CLEANUP).orElseThrow();
            assertThat(onA.lock(CLEANUP)).isEmpty();
            assertThat(onB.lock(CLEANUP)).isEmpty();
            long token = node.fencingToken("cleanup").orElseThrow();
            assertThat(token).isGreaterThan(last);
            lock.unlock();
            last = token;
        }
    }

    @Test
    void theOtherNodeGetsALockThatHasExpiredAndKeepsIt() {
        SimpleLock lock = onA.lock(CLEANUP).orElseThrow();
        time.advance(AT_MOST.minusMinutes(1));
        assertThat(onB.lock(CLEANUP)).isEmpty();
        time.advance(ofMinutes(2));
        SimpleLock next = onB.lock(CLEANUP).orElseThrow();
        lock.unlock(); // Too late.

        assertThat(onA.lock(CLEANUP)).isEmpty();
        next.unlock();
        assertThat(onA.lock(CLEANUP)).isPresent();
    }

    @Test
    void unlockingKeepsTheLockForTheLeastTime() {
        onA.lock(cleanup(AT_LEAST)).orElseThrow().unlock();
        time.advance(AT_LEAST.minusMinutes(1));
        assertThat(onB.lock(CLEANUP)).isEmpty();
        time.advance(ofMinutes(2));

        assertThat(onB.lock(CLEANUP)).isPresent();
    }

    @Test
    void aLockIsExtendedFromNowOn() {
        SimpleLock lock = onA.lock(CLEANUP).orElseThrow();
        time.advance(AT_MOST.minusMinutes(1));
        SimpleLock extended = lock.extend(AT_MOST, Duration.ZERO).orElseThrow();
        time.advance(AT_MOST.minusMinutes(1));
        assertThat(onB.lock(CLEANUP)).isEmpty();
        extended.unlock();

        assertThat(onB.lock(CLEANUP)).isPresent();
    }

    @Test
    void aLockThatHasExpiredIsNotExtended() {
        SimpleLock lock = onA.lock(CLEANUP).orElseThrow();
        time.advance(AT_MOST.plusMinutes(1));
        SimpleLock next = onB.lock(CLEANUP).orElseThrow();

        assertThat(lock.extend(AT_MOST, Duration.ZERO)).isEmpty();
        next.unlock();
        assertThat(onA.lock(CLEANUP)).isPresent();
    }

    @Test
    void shedLockRunsATaskOnOneNodeAtATime() throws Exception {
        List<String> runs = new CopyOnWriteArrayList<>();
        LockingTaskExecutor first = new DefaultLockingTaskExecutor(onA);
        LockingTaskExecutor second = new DefaultLockingTaskExecutor(onB);
        Callable<Boolean> onOtherNode = () -> {
            second.executeWithLock((Runnable) () -> runs.add("b"), CLEANUP);
            return true;
        };
        first.executeWithLock(
                (Runnable) () -> {
                    runs.add("a");
                    assertThat(onThread(onOtherNode))
                            .succeedsWithin(ofMinutes(1)); // ShedLock is reentrant on a thread.
                },
                cleanup(AT_LEAST));
        onOtherNode.call();
        assertThat(runs).containsExactly("a");
        time.advance(AT_LEAST.plusMinutes(1));
        onOtherNode.call();

        assertThat(runs).containsExactly("a", "b");
    }

    @Test
    void aLockWhoseReplyWasLostExpires() {
        CoordinationLockProvider losing = new CoordinationLockProvider(losesItsFirstReply(), time.clock());
        assertThatExceptionOfType(LockException.class).isThrownBy(() -> losing.lock(CLEANUP));
        time.advance(AT_MOST.minusMinutes(1));
        assertThat(onB.lock(CLEANUP)).isEmpty();
        time.advance(ofMinutes(2));

        Optional<SimpleLock> next = onB.lock(CLEANUP);
        assertThat(next).isPresent();
    }
}
