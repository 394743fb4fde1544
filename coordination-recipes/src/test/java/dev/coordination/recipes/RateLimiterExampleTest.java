// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import org.junit.jupiter.api.Test;

/** The examples of the rate limiter in {@code docs/recipes.md}. */
@CoordinationTest
class RateLimiterExampleTest {

    /** Stands for a service. */
    static final class SignUps {

        private final RateLimiter limiter;
        private int number;

        SignUps(DistributedCoordination coordination) {
            limiter = RateLimiter.fixedWindow(coordination, "signups", 100, ofMinutes(1));
        }

        boolean signUp() {
            if (!limiter.tryAcquire()) {
                return false; // The client tries again later.
            }
            number++;
            return true;
        }
    }

    @Test
    void allNodesShareTheLimit(
            @Node("a") DistributedCoordination a, @Node("b") DistributedCoordination b, FakeClock clock) {
        SignUps ofA = new SignUps(a);
        SignUps ofB = new SignUps(b);
        for (int i = 0; i < 50; i++) {
            assertThat(ofA.signUp()).isTrue();
            assertThat(ofB.signUp()).isTrue();
        }

        assertThat(ofA.signUp()).isFalse();
        clock.advance(ofMinutes(1));
        assertThat(ofA.signUp()).isTrue();
        assertThat(ofA.number).isEqualTo(51);
    }

    @Test
    void aSlidingWindowHasNoBurstAtItsEdge(DistributedCoordination coordination, FakeClock clock) {
        RateLimiter limiter = RateLimiter.slidingWindow(coordination, "signups", 100, ofMinutes(1), 6, clock);

        clock.advance(ofMinutes(1).minusMillis(1));
        assertThat(limiter.tryAcquire(100)).isTrue();
        clock.advance(ofMinutes(1));

        assertThat(limiter.tryAcquire()).isFalse();
    }
}
