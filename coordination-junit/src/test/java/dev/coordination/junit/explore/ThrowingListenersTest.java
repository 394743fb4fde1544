// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.MessageListener;
import dev.coordination.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what happens if listeners and tasks throw exceptions. */
class ThrowingListenersTest {

    @Test
    void anExceptionThrownByAListenerIsCountedInTheSummary() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            List<String> heard = nodes.ghostList();
            publishTo(nodes, message -> {
                heard.add(message.text());
                throw new IllegalStateException("full\nat once");
            });
            assertThat(heard).containsExactly("1", "2");
        });

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
        assertThat(result.summary())
                .contains(" ms); in " + result.schedules() + " schedules, a listener threw an"
                        + " exception; the first was IllegalStateException: full");
    }

    @Test
    void anExceptionThrownByAListenerIsShownInTheTimeline() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            publishTo(nodes, message -> {
                throw new IllegalStateException();
            });
            throw new AssertionError("shows the timeline");
        });

        assertThat(result.failure().orElseThrow().timeline()).contains("= c: \"1\" [throws IllegalStateException]\n");
    }

    @Test
    void anExceptionThrownByOnEndIsCountedToo() {
        ExplorationResult result = Exploration.create()
                .kinds(FaultKind.SUBSCRIPTION_LOST)
                .everyFault(nodes -> publishTo(nodes, new MessageListener() {
                    @Override
                    public void onMessage(Message message) {}

                    @Override
                    public void onEnd(CoordinationException end) {
                        throw new IllegalStateException("lost");
                    }
                }));

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
        assertThat(result.summary())
                .contains("a listener threw an exception; the first was IllegalStateException: lost");
    }

    @Test
    void anErrorThrownByAListenerFailsTheSchedule() {
        ExplorationResult result = Exploration.create()
                .run(nodes -> publishTo(nodes, message -> {
                    throw new AssertionError("wrong");
                }));

        assertThat(result.failure().orElseThrow().cause()).hasMessage("wrong");
    }

    @Test
    void anErrorThrownByATaskAndAnyExceptionWithoutAFutureFailTheSchedule() {
        ExplorationResult error = Exploration.create()
                .run(nodes -> nodes.run(a -> a.scheduler().submit(() -> {
                    throw new AssertionError("wrong");
                })));
        ExplorationResult exception = Exploration.create()
                .run(nodes -> nodes.run(a -> a.scheduler().execute(() -> {
                    throw new IllegalStateException("wrong");
                })));

        assertThat(error.failure().orElseThrow().cause()).hasMessage("wrong");
        assertThat(exception.failure().orElseThrow().cause()).hasMessage("wrong");
    }

    private static void publishTo(Nodes nodes, MessageListener listener) {
        nodes.node("a").pubSub().subscribe(List.of(Topic.channel("c")), listener);
        nodes.run(a -> a.work("work"), b -> {
            b.pubSub().publish("c", "1".getBytes());
            b.pubSub().publish("c", "2".getBytes());
        });
    }
}
