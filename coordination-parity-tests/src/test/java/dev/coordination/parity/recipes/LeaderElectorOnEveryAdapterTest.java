// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.Term;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** Tests the elector on two nodes, in memory and on Redis. */
class LeaderElectorOnEveryAdapterTest extends RecipeTest {

    /** Long, because on Redis real time passes, too: a slow machine loses no term. */
    private static final Duration LEASE = ofMinutes(15);

    private static final Duration RETRY = ofMinutes(2);

    private final List<String> told = new CopyOnWriteArrayList<>();

    LeaderElectorOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private LeaderElector elect(DistributedCoordination coordination, String node, ScheduledExecutorService scheduler) {
        LeaderElector elector = LeaderElector.builder(coordination, "report", node, scheduler)
                .leaseDuration(LEASE)
                .clock(time.clock())
                .errorHandler(thrown -> {})
                .onElected(term -> told.add(node + " elected"))
                .onLost((term, reason) -> told.add(node + " lost: " + reason))
                .start();
        time.advance(Duration.ZERO);
        return elector;
    }

    private Optional<String> holder() {
        return a.leaderElection().currentLeader("report").map(Leadership::nodeId);
    }

    @Test
    void oneOfTwoElectorsLeads() {
        LeaderElector first = elect(a, "a", ofA);
        LeaderElector second = elect(b, "b", ofB);
        time.advance(LEASE.multipliedBy(4));

        assertThat(told).containsExactly("a elected");
        assertThat(first.term()).isPresent();
        assertThat(second.term()).isEmpty();
        assertThat(holder()).contains(first.nodeId());
        second.close();
        first.close();
    }

    @Test
    void theOtherElectorLeadsWhenTheFirstIsClosed() {
        LeaderElector first = elect(a, "a", ofA);
        LeaderElector second = elect(b, "b", ofB);
        long token = first.term().map(Term::fencingToken).orElseThrow();
        first.close();
        assertThat(holder()).isEmpty();
        time.advance(RETRY);

        assertThat(told).containsExactly("a elected", "a lost: CLOSED", "b elected");
        assertThat(second.term().map(Term::fencingToken).orElseThrow()).isGreaterThan(token);
        assertThat(holder()).contains(second.nodeId());
        second.close();
        assertThat(holder()).isEmpty();
    }

    @Test
    void theOtherElectorLeadsWhenTheLeaseOfTheFirstHasExpired() {
        LeaderElector first = elect(a, "a", ofA);
        LeaderElector second = elect(b, "b", ofB);
        Term term = first.term().orElseThrow();
        ofA.shutdownNow(); // As if its process had died.
        time.advance(LEASE.minusMinutes(1));
        assertThat(holder()).contains(first.nodeId());
        assertThat(term.isValid()).isFalse();
        assertThat(second.term()).isEmpty();
        time.advance(RETRY.plusMinutes(1));

        assertThat(told).containsExactly("a elected", "b elected");
        assertThat(second.term().map(Term::fencingToken).orElseThrow()).isGreaterThan(term.fencingToken());
        first.close();
        assertThat(told).containsExactly("a elected", "b elected", "a lost: EXPIRED");
        assertThat(holder()).contains(second.nodeId());
        second.close();
    }

    @Test
    void aTermThatAnotherHasReleasedIsLostAtTheNextRenewal() {
        LeaderElector elector = elect(a, "a", ofA);
        assertThat(b.leaderElection().release("report", elector.nodeId())).isTrue();
        time.advance(LEASE.dividedBy(3));
        assertThat(told).containsExactly("a elected", "a lost: REFUSED");
        time.advance(RETRY);

        assertThat(told).containsExactly("a elected", "a lost: REFUSED", "a elected");
        elector.close();
    }

    @Test
    void anElectorThatResignsLeavesTheTermToTheOtherOne() {
        LeaderElector first = elect(a, "a", ofA);
        LeaderElector second = elect(b, "b", ofB);
        time.advance(ofMinutes(1)); // So that the second one asks before the first one does again.
        long token = first.term().map(Term::fencingToken).orElseThrow();
        first.resign();
        time.advance(RETRY.multipliedBy(2));

        assertThat(told).containsExactly("a elected", "a lost: RESIGNED", "b elected");
        assertThat(second.term().map(Term::fencingToken).orElseThrow()).isGreaterThan(token);
        first.close();
        second.close();
    }

    @Test
    void anElectorWhoseGrantWasLostIsElectedAtItsNextAttempt() {
        LeaderElector first = elect(losesItsFirstReply(), "a", ofA);
        LeaderElector second = elect(b, "b", ofB);
        assertThat(first.term()).isEmpty();
        assertThat(holder()).contains(first.nodeId());
        time.advance(RETRY);

        assertThat(told).containsExactly("a elected");
        assertThat(first.term()).isPresent();
        time.advance(LEASE.multipliedBy(2));
        assertThat(told).containsExactly("a elected");
        assertThat(second.term()).isEmpty();
        second.close();
        first.close();
    }

    @Test
    void anElectorIsNotElectedWhileTheBackendIsUnavailable() {
        LeaderElector elector = elect(harness.connectUnreachable(), "a", ofA);
        time.advance(LEASE);
        assertThat(elector.term()).isEmpty();
        elector.close();

        assertThat(told).isEmpty();
    }
}
