// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests what a program can do with its nodes. */
class ExploredNodesTest {

    @Test
    void aListenerReceivesMessagesInOrder() {
        assertProved(Exploration.create(), nodes -> {
            List<String> heard = nodes.ghostList();
            nodes.node("b").pubSub().subscribe(List.of(Topic.channel("news")), message -> heard.add(message.text()));
            nodes.run(a -> {
                a.pubSub().publish("news", new byte[] {'1'});
                a.pubSub().publish("news", new byte[] {'2'});
            });
            assertThat(heard).containsExactly("1", "2");
        });
    }

    @Test
    void aWaitEndsWithAMessageOrAtItsTimeout() {
        assertProved(Exploration.create(), nodes -> {
            Ghost<String> heard = nodes.ghost("nothing");
            nodes.run(a -> a.pubSub().publish("news", new byte[] {'1'}), b -> {
                Subscription subscription = b.pubSub().subscribe("news");
                subscription.next(ofSeconds(1)).map(Message::text).ifPresent(heard::set);
            });
            nodes.sometimes("the message arrived", heard.get().equals("1"));
            nodes.sometimes("the message was missed", heard.get().equals("nothing"));
        });
    }

    @Test
    void aConditionThatNeverHoldsIsReported() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            nodes.run(a -> {});
            nodes.sometimes("it snows", false);
        });

        assertThat(result.neverTrue()).containsExactly("it snows");
    }

    @Test
    void aConditionMustHoldAfterEachStep() {
        ScheduleFailure failure = failureOf(Exploration.create(), nodes -> {
            Node reader = nodes.node("reader");
            nodes.always(
                    "both or none",
                    () -> reader.cache().exists("x") == reader.cache().exists("y"));
            nodes.run(a -> {
                a.cache().setText("x", "1");
                a.cache().setText("y", "1");
            });
        });

        assertThat(failure.cause())
                .hasMessage("always \"both or none\" does not hold after the step of a: cache.set(\"x\", \"1\")");
        assertThat(failure.token()).isEqualTo("a*2");
    }

    @Test
    void twoNodesInASectionFailTheScheduleEvenIfAFutureHoldsTheError() {
        ScheduleFailure failure = failureOf(Exploration.create(), nodes -> {
            Section section = nodes.section("refresh");
            NodeCode code = node -> CompletableFuture.runAsync(() -> section.run(() -> {}), node.scheduler());
            nodes.run(code, code);
        });

        assertThat(failure.cause()).hasMessageContaining("are in section \"refresh\" at the same time");
    }

    @Test
    void twoNodesInASectionFailTheSchedule() {
        ScheduleFailure failure = failureOf(Exploration.create(), nodes -> {
            Section section = nodes.section("refresh");
            nodes.run(a -> section.run(() -> {}), b -> section.run(() -> {}));
        });

        assertThat(failure.cause()).hasMessageContaining("are in section \"refresh\" at the same time");
    }

    @Test
    void aRestartedNodeRunsItsCodeAgainAsAnotherIncarnation() {
        assertProved(Exploration.create().faults(1).kinds(FaultKind.RESTART), nodes -> {
            List<String> done = nodes.ghostList();
            nodes.run(Map.of("a", node -> {
                node.cache().setText("key", "value");
                done.add(node.name() + node.incarnation());
            }));
            assertThat(done.get(done.size() - 1)).isIn("a1", "a2");
            nodes.sometimes("it was restarted", done.contains("a2"));
        });
    }

    @Test
    void aDeadNodeDoesNothingMore() {
        assertProved(Exploration.create().faults(1).kinds(FaultKind.DEATH), nodes -> {
            Ghost<Boolean> done = nodes.ghost(false);
            nodes.run(a -> {
                a.cache().setText("key", "value");
                done.set(true);
            });
            assertThat(done.get()).isEqualTo(nodes.isAlive("a"));
            nodes.sometimes("it died", !nodes.isAlive("a"));
        });
    }

    @Test
    void anInjectedExceptionIsRecognized() {
        assertProved(Exploration.create().faults(1).kinds(FaultKind.NOT_SENT), nodes -> {
            Ghost<Boolean> injected = nodes.ghost(false);
            nodes.run(a -> {
                try {
                    a.cache().setText("key", "value");
                } catch (CoordinationUnavailableException e) {
                    injected.set(nodes.isInjected(new IllegalStateException(e)));
                }
            });
            assertThat(injected.get()).isNotEqualTo(nodes.node("reader").cache().exists("key"));
        });
    }

    @Test
    void eventuallyWaitsForDelayedTasks() {
        assertProved(Exploration.create(), nodes -> {
            nodes.run(a -> a.scheduler().schedule(() -> a.cache().setText("rates", "fresh"), 5, TimeUnit.SECONDS));
            assertThat(nodes.node("reader").cache().exists("rates")).isFalse();
            nodes.eventually(
                    ofSeconds(5),
                    "rates are fresh",
                    () -> nodes.node("reader").cache().exists("rates"));
        });
    }

    @Test
    void aConditionThatDoesNotComeTrueInTimeIsReported() {
        ScheduleFailure failure = failureOf(Exploration.create(), nodes -> {
            nodes.run(a -> {});
            nodes.eventually(ofSeconds(90), "rates are fresh", () -> false);
        });

        assertThat(failure.cause()).hasMessage("eventually \"rates are fresh\" did not come true within 1m 30s");
    }

    @Test
    void timeStepsLetALeaseRunOutBetweenTwoCalls() {
        Program program = nodes -> nodes.run(a -> {
            a.cache().setText("lease", "a", ofSeconds(10));
            assertThat(a.cache().exists("lease")).isTrue();
        });

        assertProved(Exploration.create(), program);
        assertThat(failureOf(Exploration.create().timeSteps(1), program))
                .returns(Level.TIME, ScheduleFailure::level)
                .returns("a*2.time.a*3", ScheduleFailure::token);
    }

    @Test
    void eachClockSkewIsTried() {
        assertProved(Exploration.create().clockSkew(ofSeconds(5)), nodes -> {
            nodes.run(a -> nodes.sometimes(
                    "it is ahead",
                    a.clock().instant().equals(nodes.clock().instant().plusSeconds(5))));
        });
    }

    private static void assertProved(Exploration exploration, Program program) {
        ExplorationResult result = exploration.check(program);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PROVED);
    }

    private static ScheduleFailure failureOf(Exploration exploration, Program program) {
        return exploration.run(program).failure().orElseThrow();
    }
}
