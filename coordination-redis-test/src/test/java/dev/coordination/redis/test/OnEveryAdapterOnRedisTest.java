// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTimeline;
import dev.coordination.junit.Node;
import dev.coordination.junit.OnEveryAdapter;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.redis.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests {@code @OnEveryAdapter} with a {@link RedisHarness}. */
@ExtendWith(SharedRedisServer.class)
class OnEveryAdapterOnRedisTest {

    private static List<Throwable> failures(Class<?> type) {
        List<Throwable> failures = new ArrayList<>();
        LauncherConfig alone = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        LauncherFactory.create(alone)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .enableImplicitConfigurationParameters(false)
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
        return failures;
    }

    @Test
    void aFailureNamesTheServerAndContainsTheTimeline(RedisServer server) {
        assertThat(failures(FailsTestCase.class)).singleElement().satisfies(failure -> {
            assertThat(failure)
                    .hasMessage("[Redis adapter on " + server.description() + ", TTL shift] on purpose")
                    .hasMessageContaining(server.details().get("version"));
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOf(CoordinationTimeline.class)
                    .asString()
                    .endsWith("""
                            with times from its clock:
                              PT0S handle 1: cache.set("k", "", PT30S)
                              clock advanced by PT30S
                              PT30S handle b: cache.exists("k") = false""");
        });
    }

    @Test
    void handlesHaveTheDefaultSettings() {
        assertThat(failures(ProductionTestCase.class)).isEmpty();
    }

    @OnEveryAdapter(RedisHarness.class)
    static class FailsTestCase {

        @Test
        void test(SharedCache a, @Node("b") SharedCache b, TimeControl time) {
            a.set("k", new byte[0], ofSeconds(30));
            time.advance(ofSeconds(30));
            b.exists("k");
            throw new AssertionError("on purpose");
        }
    }

    @OnEveryAdapter(RedisHarness.class)
    static class ProductionTestCase {

        @Test
        void test(PubSub pubSub) throws Exception {
            IllegalStateException failure = new IllegalStateException("on purpose");
            CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
            Subscription buffered = pubSub.subscribe("news");
            pubSub.subscribe(List.of(Topic.channel("news")), message -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.complete(thrown));
                throw failure;
            });

            for (int i = 0; i < 1_024; i++) {
                pubSub.publish("news", new byte[0]);
            }

            assertThat(buffered.poll()).isPresent();
            assertThat(buffered.pending()).isEqualTo(1_023);
            assertThat(uncaught.get(10, TimeUnit.SECONDS)).isSameAs(failure);
        }
    }
}
