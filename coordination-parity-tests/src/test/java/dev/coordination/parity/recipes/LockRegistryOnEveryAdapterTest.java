// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.spring.integration.CoordinationLockRegistry;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** Tests the lock registry for Spring Integration on two nodes, in memory and on Redis. */
class LockRegistryOnEveryAdapterTest extends RecipeTest {

    private static final Duration EXPIRY = ofMinutes(30);

    private final CoordinationLockRegistry onA;
    private final CoordinationLockRegistry onB;

    LockRegistryOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
        onA = registry(a);
        onB = registry(b);
    }

    /** A thread that waits lets time pass itself, so tests need only one. */
    private CoordinationLockRegistry registry(DistributedCoordination node) {
        CoordinationLockRegistry registry = new CoordinationLockRegistry(node, "orders", EXPIRY);
        registry.setIdleBetweenTries(ofMinutes(1));
        registry.setTime(time.clock(), time::advance);
        return registry;
    }

    private static Lock lockOf(CoordinationLockRegistry registry) {
        return registry.obtain("17");
    }

    @Test
    void aLockIsHeldOnceAndEachHolderHasALargerToken() throws Exception {
        long last = 0;
        for (CoordinationLockRegistry node : List.of(onA, onB, onA)) {
            assertThat(lockOf(node).tryLock()).isTrue();
            long token = node.fencingToken("17").orElseThrow();
            assertThat(token).isGreaterThan(last);
            assertThat(lockOf(node == onA ? onB : onA).tryLock()).isFalse();
            assertThat(result(onThread(() -> lockOf(node).tryLock())))
                    .as("another thread")
                    .isFalse();
            lockOf(node).unlock();
            last = token;
        }
        assertThat(onB.obtain("18").tryLock()).isTrue();
    }

    @Test
    void theSameThreadTakesItsLockAgainAndMustUnlockItAsOften() {
        lockOf(onA).lock();
        lockOf(onA).lock();
        lockOf(onA).unlock();
        assertThat(lockOf(onB).tryLock()).isFalse();
        lockOf(onA).unlock();

        assertThat(lockOf(onB).tryLock()).isTrue();
    }

    @Test
    void aThreadThatWaitsGetsTheLockWhenItHasExpired() throws Exception {
        lockOf(onA).lock();
        assertThat(lockOf(onB).tryLock(29, MINUTES)).isFalse();
        assertThat(lockOf(onB).tryLock(2, MINUTES)).isTrue();

        assertThat(onB.fencingToken("17").orElseThrow())
                .isGreaterThan(onA.fencingToken("17").orElseThrow());
    }

    @Test
    void unlockingALockThatHasExpiredIsReportedAndLeavesTheNextHolderAlone() {
        lockOf(onA).lock();
        time.advance(EXPIRY.plusMinutes(1));
        lockOf(onB).lock();

        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(() -> lockOf(onA).unlock());
        assertThat(lockOf(onA).tryLock()).isFalse();
        lockOf(onB).unlock();
        assertThat(lockOf(onA).tryLock()).isTrue();
    }

    @Test
    void aLockThatIsRenewedOnRequestIsHeldFromThenOn() throws Exception {
        lockOf(onA).lock();
        time.advance(EXPIRY.minusMinutes(1));
        onA.renewLock("17");
        assertThat(lockOf(onB).tryLock(29, MINUTES)).isFalse();

        assertThat(lockOf(onB).tryLock(2, MINUTES)).isTrue();
    }

    @Test
    void aLockThatASchedulerRenewsIsHeldUntilItIsUnlocked() throws Exception {
        ConcurrentTaskScheduler scheduler = new ConcurrentTaskScheduler(ofA);
        scheduler.setClock(time.clock());
        onA.setRenewalTaskScheduler(scheduler);
        lockOf(onA).lock();
        assertThat(lockOf(onB).tryLock(120, MINUTES)).isFalse();
        lockOf(onA).unlock();

        assertThat(lockOf(onB).tryLock()).isTrue();
    }

    @Test
    void aLockWhoseReplyWasLostIsNotHeldAndExpires() throws Exception {
        CoordinationLockRegistry losing = registry(losesItsFirstReply());
        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(() -> lockOf(losing).tryLock());
        assertThat(losing.fencingToken("17")).isEmpty();
        assertThat(lockOf(onB).tryLock(29, MINUTES)).isFalse();

        assertThat(lockOf(onB).tryLock(2, MINUTES)).isTrue();
    }
}
