package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One clock moves everything that expires: T-01.
 *
 * @since 0.1.0
 */
public abstract class TimeContract extends ContractArea {

    /** For subclasses. */
    protected TimeContract() {}

    /** Keys, terms and members expire together, whichever handle looks. */
    @Test
    @Tag("T-01")
    public void oneClockMovesEverythingThatExpires() {
        DistributedCoordination other = connect();
        coordination.cache().set("k", bytes("x"), units(4));
        coordination.cache().increment("c", 1, units(4));
        coordination.leaderElection().tryAcquire("e", "n", units(4));
        coordination.cluster().register("n", Map.of(), units(4));

        time().advance(units(3));
        for (DistributedCoordination handle : List.of(coordination, other)) {
            assertThat(handle.cache().exists("k")).isTrue();
            assertThat(handle.cache().exists("c")).isTrue();
            assertThat(handle.leaderElection().currentLeader("e")).isPresent();
            assertThat(handle.cluster().activeNodes()).containsExactly("n");
        }

        time().advance(units(1));
        for (DistributedCoordination handle : List.of(coordination, other)) {
            assertThat(handle.cache().exists("k")).isFalse();
            assertThat(handle.cache().exists("c")).isFalse();
            assertThat(handle.leaderElection().currentLeader("e")).isEmpty();
            assertThat(handle.cluster().activeNodes()).isEmpty();
        }
    }

    /** Steps add up. */
    @Test
    @Tag("T-01")
    public void manySmallStepsAreOneLarge() {
        coordination.cache().set("k", bytes("x"), units(10));

        for (int i = 0; i < 9; i++) {
            time().advance(units(1));
            assertThat(coordination.cache().exists("k"))
                    .as("after %s units", i + 1)
                    .isTrue();
        }
        time().advance(units(1));
        assertThat(coordination.cache().exists("k")).isFalse();
    }

    /** A lease that a scheduled task renews lives on while time passes, and ends when the task does. */
    @Test
    @Tag("T-01")
    public void aScheduledRenewalKeepsALeaseAlive() {
        Leadership held =
                coordination.leaderElection().tryAcquire("e", "n", units(4)).orElseThrow();
        List<Boolean> renewed = new ArrayList<>();
        var renewal = time().scheduler()
                .scheduleAtFixedRate(
                        () -> renewed.add(coordination.leaderElection().renew(held, units(4))),
                        units(2).toMillis(),
                        units(2).toMillis(),
                        TimeUnit.MILLISECONDS);

        time().advance(units(10));
        assertThat(renewed).hasSize(5).containsOnly(true);
        assertThat(coordination.leaderElection().currentLeader("e")).contains(held);

        renewal.cancel(false);
        time().advance(units(4));
        assertThat(coordination.leaderElection().currentLeader("e")).isEmpty();
    }
}
