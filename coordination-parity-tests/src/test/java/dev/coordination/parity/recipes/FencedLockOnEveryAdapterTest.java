// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.recipes.FencedLock;
import dev.coordination.recipes.FencedLockBuilder;
import dev.coordination.recipes.HeldLock;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.LossReason;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests the lock on two nodes, in memory and on Redis. */
class FencedLockOnEveryAdapterTest extends RecipeTest {

    private static final Duration LEASE = ofMinutes(15);
    private static final Duration MARGIN = ofMinutes(5);
    private static final Duration RETRY = ofMinutes(1);

    private final List<LossReason> losses = new CopyOnWriteArrayList<>();
    private final AtomicReference<Duration> acquiredAfter = new AtomicReference<>();

    FencedLockOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private FencedLockBuilder builder(DistributedCoordination node, String name, ScheduledExecutorService scheduler) {
        return FencedLock.builder(node, "accounts", scheduler)
                .nodeId(name)
                .leaseDuration(LEASE)
                .margin(MARGIN)
                .retryPeriod(RETRY)
                .clock(time.clock())
                .errorHandler(thrown -> {});
    }

    private FencedLock lockOfA() {
        return builder(a, "a", ofA).build();
    }

    private FencedLock renewingLockOfA() {
        return builder(a, "a", ofA).renewing().build();
    }

    private FencedLock lockOfB() {
        return builder(b, "b", ofB).build();
    }

    private HeldLock hold(FencedLock lock) {
        return lock.tryLock().orElseThrow().onLost(losses::add);
    }

    @Test
    void aLockIsHeldOnceAndEachHolderHasALargerToken() {
        long last = 0;
        for (FencedLock lock : List.of(lockOfA(), lockOfB(), lockOfA(), lockOfB())) {
            try (HeldLock held = hold(lock)) {
                assertThat(held.fencingToken()).isGreaterThan(last);
                assertThat(lockOfA().tryLock()).isEmpty();
                assertThat(lockOfB().tryLock()).isEmpty();
                assertThat(lock.tryLock())
                        .as("a second hold, which needs reentrancy")
                        .isEmpty();
                last = held.fencingToken();
            }
        }
        assertThat(holder("accounts")).isEmpty();
        assertThat(losses).isEmpty();
    }

    @Test
    void aHolderKnowsThatItsLockHasExpiredBeforeAnotherNodeCanHaveIt() {
        HeldLock held = hold(lockOfA());
        time.advance(LEASE.minus(MARGIN).minusMinutes(1));
        assertThat(held.isValid()).isTrue();
        time.advance(ofMinutes(2));

        assertThat(held.isValid()).isFalse();
        assertThat(losses).containsExactly(LossReason.EXPIRED);
        assertThat(lockOfB().tryLock()).isEmpty();
        time.advance(MARGIN);
        try (HeldLock next = hold(lockOfB())) {
            assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
        }
    }

    @Test
    void aLockThatIsClosedAfterItHasExpiredLeavesTheNextHolderAlone() {
        HeldLock held = hold(lockOfA());
        time.advance(LEASE.plusMinutes(1));
        HeldLock next = hold(lockOfB());
        held.close();
        time.advance(RETRY);

        assertThat(holder("accounts")).contains("b");
        assertThat(next.isValid()).isTrue();
        assertThat(lockOfA().tryLock()).isEmpty();
        next.close();
        assertThat(losses).containsExactly(LossReason.EXPIRED);
    }

    @Test
    void aLockThatIsRenewedIsKeptUntilItIsClosed() {
        HeldLock held = hold(renewingLockOfA());
        for (int i = 0; i < 12; i++) {
            time.advance(LEASE.dividedBy(3));
            assertThat(held.isValid()).isTrue();
            assertThat(lockOfB().tryLock()).isEmpty();
        }
        held.close();
        time.advance(LEASE);

        assertThat(holder("accounts")).isEmpty();
        assertThat(losses).isEmpty();
    }

    @Test
    void aRenewalOnRequestProlongsTheLock() {
        HeldLock held = hold(lockOfA());
        time.advance(ofMinutes(9));
        assertThat(held.renew()).isTrue();
        time.advance(ofMinutes(9));
        assertThat(held.isValid()).isTrue();
        assertThat(lockOfB().tryLock()).isEmpty();
        time.advance(ofMinutes(7));

        assertThat(held.renew()).isFalse();
        assertThat(lockOfB().tryLock()).isPresent();
        assertThat(losses).containsExactly(LossReason.EXPIRED);
    }

    @Test
    void aLockThatSomebodyHasReleasedIsLostAtTheNextRenewal() {
        HeldLock held = hold(renewingLockOfA());
        String owner =
                b.leaderElection().currentLeader("accounts").orElseThrow().nodeId();
        assertThat(b.leaderElection().release("accounts", owner)).isTrue();
        HeldLock next = hold(lockOfB());
        time.advance(LEASE.dividedBy(3));

        assertThat(losses).containsExactly(LossReason.REFUSED);
        assertThat(held.isValid()).isFalse();
        held.close();
        assertThat(next.isValid()).isTrue();
        assertThat(holder("accounts")).contains("b");
    }

    /** Waits for the lock on the second node, and notes when it is acquired. */
    private HeldLock waitForIt(Duration timeout) throws InterruptedException, TimeoutException {
        HeldLock held = lockOfB().lock(timeout);
        acquiredAfter.set(elapsed());
        return held;
    }

    @Test
    void aCallThatWaitsGetsTheLockWhenItIsReleased() throws Exception {
        HeldLock held = hold(renewingLockOfA());
        Future<?> closing = ofA.schedule(held::close, 40, MINUTES);
        HeldLock next = time.during(ofMinutes(42), () -> waitForIt(ofMinutes(60)));

        assertThat(closing).isDone();
        assertThat(acquiredAfter.get()).isBetween(ofMinutes(40), ofMinutes(42));
        assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
        assertThat(holder("accounts")).contains("b");
    }

    @Test
    void aCallThatWaitsGetsTheLockWhenItHasExpired() throws Exception {
        HeldLock held = hold(renewingLockOfA());
        ofA.shutdownNow(); // As if its process had died.
        HeldLock next = time.during(LEASE.plus(RETRY), () -> waitForIt(ofMinutes(60)));

        assertThat(acquiredAfter.get()).isBetween(LEASE, LEASE.plus(RETRY).plusMinutes(1));
        assertThat(next.fencingToken()).isGreaterThan(held.fencingToken());
        assertThat(held.isValid()).isFalse();
    }

    @Test
    void aCallThatWaitsGivesUpAtItsTimeout() {
        HeldLock held = hold(renewingLockOfA());

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> time.during(ofMinutes(20), () -> waitForIt(ofMinutes(20))))
                .withMessageContaining("accounts");
        assertThat(held.isValid()).isTrue();
        held.close();
        assertThat(holder("accounts")).isEmpty();
    }

    @Test
    void aLockAndAnElectorOfOneNameExcludeEachOther() {
        HeldLock held = hold(renewingLockOfA());
        try (LeaderElector elector = LeaderElector.builder(b, "accounts", "b", ofB)
                .leaseDuration(LEASE)
                .clock(time.clock())
                .start()) {
            time.advance(LEASE);
            assertThat(elector.term()).isEmpty();
            held.close();
            time.advance(LEASE);

            assertThat(elector.term()).isPresent();
            assertThat(lockOfA().tryLock()).isEmpty();
        }
        assertThat(lockOfA().tryLock()).isPresent();
    }

    @Test
    void aLockIsFreeAfterTheReplyThatGrantedItWasLost() {
        FencedLock lock = builder(losesItsFirstReply(), "a", ofA).build();
        assertThatExceptionOfType(CoordinationUnavailableException.class).isThrownBy(lock::tryLock);
        assertThat(holder("accounts")).contains("a");
        time.advance(Duration.ZERO); // Releases it in the background.

        assertThat(holder("accounts")).isEmpty();
        assertThat(lockOfB().tryLock()).isPresent();
    }
}
