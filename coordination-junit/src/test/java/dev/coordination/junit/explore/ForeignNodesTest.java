// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that code of a node must not use the handle of another node. */
class ForeignNodesTest {

    private static final String ADVICE =
            " on node x, but may use only its own node, which is passed to it; only the test itself may use other"
                    + " nodes, while no node runs";

    @Test
    void theCodeOfANodeMustNotUseAnotherNode() {
        assertRefused((a, x) -> x.cache().exists("key"), "calls cache.exists(\"key\")");
        assertRefused((a, x) -> x.work("works"), "calls works");
        assertRefused((a, x) -> x.pubSub().subscribe("c"), "calls pubSub.subscribe([\"c\"])");
        assertRefused((a, x) -> x.scheduler().execute(() -> {}), "schedules a task");
        assertRefused((a, x) -> x.spawn(another -> {}), "calls spawn");
    }

    @Test
    void aTaskAndAListenerMustNotUseAnotherNode() {
        assertRefused((a, x) -> a.scheduler().submit(() -> x.cache().exists("key")), "calls cache.exists(\"key\")");
        assertRefused(
                (a, x) -> {
                    a.pubSub()
                            .subscribe(
                                    List.of(Topic.channel("c")),
                                    message -> x.cache().exists("key"));
                    a.pubSub().publish("c", new byte[0]);
                },
                "calls cache.exists(\"key\")");
    }

    @Test
    void theTestAndItsConditionsMayUseAnyNode() {
        ExplorationResult result = Exploration.create().run(nodes -> {
            Node x = nodes.node("x");
            x.cache().setText("key", "value");
            nodes.always("the key exists", () -> x.cache().exists("key"));
            nodes.run(a -> nodes.node("a").cache().exists("key"), b -> b.work("work"));
            nodes.eventually(ofSeconds(1), "the key exists", () -> x.cache().exists("key"));
            assertThat(x.cache().exists("key")).isTrue();
        });

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
    }

    private interface Use {
        void by(Node a, Node x);
    }

    /** The use is refused even if the code catches the exception. */
    private static void assertRefused(Use use, String what) {
        ScheduleFailure failure = Exploration.create()
                .run(nodes -> {
                    Node x = nodes.node("x");
                    nodes.run(a -> {
                        try {
                            use.by(a, x);
                        } catch (IllegalStateException e) {
                            a.work("continues");
                        }
                    });
                })
                .failure()
                .orElseThrow();

        assertThat(failure.cause()).hasMessage("the code of node a " + what + ADVICE);
        assertThat(failure.deterministic()).isTrue();
    }
}
