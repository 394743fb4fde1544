// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.Topic;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests that a timeline shows where code continues after a call if other code of its node has run in between. */
class ContinuationsTest {

    /** Between a read of the cache and the use of its result, a listener may run. */
    private static void nearCache(Nodes nodes) {
        nodes.node("test").cache().setText("key", "old");
        AtomicReference<String> near = new AtomicReference<>("");
        nodes.run(
                a -> {
                    SharedCache cache = a.cache();
                    a.pubSub().subscribe(List.of(Topic.channel("changes")), message -> near.set(""));
                    near.set(cache.getText("key").orElseThrow());
                },
                b -> {
                    b.cache().setText("key", "new");
                    b.pubSub().publish("changes", new byte[0]);
                });
        assertThat(near.get()).isNotEqualTo("old");
    }

    @Test
    void aLateUseOfAResultHasItsOwnLine() {
        ScheduleFailure failure =
                Exploration.create().run(ContinuationsTest::nearCache).failure().orElseThrow();

        assertThat(failure.timeline().lines().map(line -> line.replaceAll("\\s+", " ")))
                .last()
                .isEqualTo(" 0s continues after cache.get");
    }

    @Test
    void anImmediateUseHasNoLineOfItsOwn() {
        ScheduleFailure failure = Exploration.create()
                .run(nodes -> {
                    nodes.run(a -> a.cache().setText("key", "value"));
                    assertThat(nodes.node("test").cache().exists("key")).isFalse();
                })
                .failure()
                .orElseThrow();

        assertThat(failure.timeline()).doesNotContain("continues");
    }
}
