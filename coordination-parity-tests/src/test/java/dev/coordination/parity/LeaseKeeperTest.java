// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.redis.test.RedisHarness;
import org.junit.jupiter.api.Test;

@OnEveryAdapter({MemoryHarness.class, RedisHarness.class})
class LeaseKeeperTest {

    @Test
    void aRenewedLeaseIsKept(DistributedCoordination coordination, TimeControl time) {
        LeaderElection leaders = coordination.leaderElection();
        Leadership held = leaders.tryAcquire("nightly", "node-a", ofSeconds(30)).orElseThrow();
        var renewals = time.scheduler().scheduleAtFixedRate(() -> leaders.renew(held, ofSeconds(30)), 10, 10, SECONDS);

        time.advance(ofSeconds(60));
        assertThat(leaders.currentLeader("nightly")).contains(held);

        renewals.cancel(false);
        time.advance(ofSeconds(30));
        assertThat(leaders.currentLeader("nightly")).isEmpty();
    }
}
