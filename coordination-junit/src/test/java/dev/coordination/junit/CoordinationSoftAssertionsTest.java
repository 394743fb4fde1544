// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CoordinationExtension.class)
@ExtendWith(SoftAssertionsExtension.class)
class CoordinationSoftAssertionsTest {

    private static List<String> failures(Runnable assertions) {
        return catchThrowableOfType(AssertJMultipleFailuresError.class, assertions::run).getFailures().stream()
                .map(failure -> failure.getMessage().lines().findFirst().orElseThrow())
                .toList();
    }

    @Test
    void everyFailureIsReported(DistributedCoordination coordination) {
        Subscription subscription = coordination.pubSub().subscribe("news");

        assertThat(failures(() -> CoordinationSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat(coordination)
                            .hasLeader("nightly", "a")
                            .hasNoLeader("nightly")
                            .hasActiveNodes("a")
                            .hasValue("k", "v")
                            .hasTtl("k", ofSeconds(1));
                    softly.assertThat(coordination.cache()).as("the cache").hasValue("k", "v");
                    softly.assertThat(coordination.leaderElection()).hasLeader("nightly", "a");
                    softly.assertThat(coordination.clusterMembership()).hasMetadata("a", Map.of());
                    softly.assertThat(subscription).received("a");
                    softly.assertThat(1).isEqualTo(1);
                })))
                .containsExactly(
                        "Expected \"a\" to lead election \"nightly\", but nobody does",
                        "Expected the active nodes to be [\"a\"], but they are []",
                        "Expected key \"k\" to hold \"v\", but it is absent",
                        "Expected key \"k\" to have a TTL of PT1S, but it is absent",
                        "[the cache] Expected key \"k\" to hold \"v\", but it is absent",
                        "Expected \"a\" to lead election \"nightly\", but nobody does",
                        "Expected node \"a\" to have the metadata {}, but it is not active",
                        "Expected to have received [\"a\"], but received []");
    }

    @Test
    void nullIsReportedAsAFailure() {
        assertThat(failures(() -> CoordinationSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat((SharedCache) null).hasNoValue("k").hasNoTtl("k");
                    softly.assertThat((DistributedCoordination) null).hasNoValue("k");
                })))
                .containsExactly(
                        "Expecting actual not to be null",
                        "Expecting actual not to be null",
                        "Expecting actual not to be null");
    }

    @Test
    void softAssertionsCanBeInjected(CoordinationSoftAssertions softly, DistributedCoordination coordination) {
        coordination.cache().setText("k", "v");

        softly.assertThat(coordination).hasValue("k", "v");

        assertThat(softly.errorsCollected()).isEmpty();
    }
}
