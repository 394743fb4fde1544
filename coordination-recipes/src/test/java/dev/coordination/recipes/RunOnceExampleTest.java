// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import dev.coordination.memory.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes.md}. */
@CoordinationTest
class RunOnceExampleTest {

    /** Stands for what a node sends to others. */
    static final class Mail {

        private final List<Long> sent;

        Mail(List<Long> sent) {
            this.sent = sent;
        }

        void send(long fencingToken) {
            sent.add(fencingToken);
        }

        int sent() {
            return sent.size();
        }
    }

    private static RunOnceResult sendOnce(
            DistributedCoordination coordination, String node, ScheduledExecutorService scheduler, Mail mail)
            throws InterruptedException {
        RunOnce reminders = RunOnce.builder(coordination, "reminders", node, scheduler)
                .atMostFor(ofMinutes(10))
                .atLeastFor(ofMinutes(1))
                .build();

        return reminders.run(term -> mail.send(term.fencingToken()));
    }

    @Test
    void remindersAreSentOnceInTurn(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            ScheduledExecutorService scheduler,
            FakeClock clock)
            throws InterruptedException {
        Mail mail = new Mail(new ArrayList<>());

        assertThat(sendOnce(a, "a", scheduler, mail)).isEqualTo(RunOnceResult.COMPLETED);
        clock.advance(ofSeconds(59)); // The clock of b is behind.
        assertThat(sendOnce(b, "b", scheduler, mail)).isEqualTo(RunOnceResult.NOT_RUN);
        clock.advance(ofSeconds(1));
        assertThat(sendOnce(b, "b", scheduler, mail)).isEqualTo(RunOnceResult.COMPLETED);
    }

    @EveryInterleaving(require = Verdict.PROVED)
    void remindersAreSentOnce(Nodes nodes) {
        Mail ofA = new Mail(nodes.ghostList());
        Mail ofB = new Mail(nodes.ghostList());

        nodes.run(a -> sendOnce(a, "a", a.scheduler(), ofA), b -> sendOnce(b, "b", b.scheduler(), ofB));

        assertThat(ofA.sent() + ofB.sent()).isEqualTo(1);
        nodes.sometimes("a has sent", ofA.sent() == 1);
        nodes.sometimes("b has sent", ofB.sent() == 1);
    }
}
