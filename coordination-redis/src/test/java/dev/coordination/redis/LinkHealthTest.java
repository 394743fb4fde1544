// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

class LinkHealthTest {

    private final PendingCommands commands = new PendingCommands();
    private final LinkHealth health = new LinkHealth(commands);

    /** Makes a check as a link does, without a barrier, and returns why the server is considered dead. */
    private Optional<String> check() {
        Optional<String> failure = health.failure();
        health.expectWhatWasPublished();
        health.checked();
        return failure;
    }

    private void send() {
        commands.add(new PendingCommand(Command.PING, List.of(), refusal -> {}));
    }

    private void answer() {
        arrive();
        commands.replied("pong");
    }

    /** Lets something arrive later than the check before. */
    private void arrive() {
        long before = System.nanoTime();
        while (System.nanoTime() == before) {
            Thread.onSpinWait();
        }
        health.arrived();
    }

    @Test
    void aServerThatOwesNothingMayBeSilent() {
        for (int i = 0; i < 100; i++) {
            assertThat(check()).isEmpty();
        }
        send();
        answer();
        for (int i = 0; i < 100; i++) {
            assertThat(check()).isEmpty();
        }
    }

    @Test
    void aServerThatOwesAnAnswerAndSendsNothingForAWholeIntervalIsDead() {
        send();

        assertThat(check()).as("sent during the interval").isEmpty();
        assertThat(check()).hasValue("the server did not answer for a whole liveness interval");
    }

    @Test
    void aServerThatSendsMessagesMayTakeTenIntervalsToAnswer() {
        send();
        assertThat(check()).isEmpty();
        for (int i = 0; i < 10; i++) {
            arrive();
            assertThat(check()).isEmpty();
        }

        arrive();

        assertThat(check()).hasValue("the server sent messages but did not answer for 10 liveness intervals");
    }

    @Test
    void aServerThatIsAlwaysOneAnswerBehindIsAlive() {
        send();
        for (int i = 0; i < 100; i++) {
            assertThat(check()).isEmpty();
            send();
            answer();
        }
    }

    @Test
    void aProbeIsMissingIfACommandThatWasSentAfterItIsAnsweredFirst() {
        health.expectProbe(1);
        send();
        assertThat(check()).isEmpty();
        answer();
        assertThat(check()).as("a command that may have been sent before").isEmpty();
        send();
        assertThat(check()).as("a command that is not answered").isEmpty();
        answer();

        assertThat(check()).hasValue("publishers and this subscription no longer meet on the same server");
    }

    @Test
    void aProbeThatArrivesInTimeIsNotMissing() {
        for (int number = 1; number < 100; number++) {
            health.expectProbe(number);
            assertThat(check()).isEmpty();
            send();
            health.probeArrived(Integer.toString(number));
            answer();
        }
    }

    @Test
    void whatOthersPublishInPlaceOfAProbeIsIgnored() {
        health.probeArrived("");
        health.probeArrived("one");
        health.probeArrived("99999999999999999999");
        health.expectProbe(1);
        assertThat(check()).isEmpty();
        send();
        answer();

        assertThat(check()).isPresent();
    }
}
