// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated listeners: S-09. Within their calls, listeners on several handles, with topics in common, throw exceptions,
 * interrupt their threads, publish, and open and close subscriptions. Meanwhile, other listeners are opened and closed.
 */
@RequiresCapability(Capability.PUBSUB)
abstract class GeneratedListenerContract extends ListenerArea {

    private static final int STEPS = 300;
    private static final int HANDLES = 3;
    private static final int MOST_OPEN = 4;

    private List<DistributedCoordination> handles = List.of();
    private SplittableRandom random = new SplittableRandom();
    private final List<Hearing> open = new ArrayList<>();
    private final List<Hearing> closed = new ArrayList<>();
    private int number;

    /** A listener, and what it should hear and answer. */
    private final class Hearing {

        private final int offset = closed.size() + open.size();
        private final HeardMessages heard;
        private final DistributedCoordination handle;
        private final Subscription answers;
        private final Subscription subscription;
        private final RecordingListener listener = new RecordingListener(this::act);
        private final AtomicBoolean interrupted = new AtomicBoolean();
        private final List<String> expectedAnswers = new ArrayList<>();
        private int returned;

        Hearing(List<Topic> topics, DistributedCoordination handle) {
            this.heard = new HeardMessages(topics);
            this.handle = handle;
            this.answers = pubSub().subscribe(answerChannel());
            listener.setPatience(background.patience());
            this.subscription = handle.pubSub().subscribe(topics, listener);
        }

        private String answerChannel() {
            return "x answers " + offset; // matches none of the patterns
        }

        private int action(String text) {
            return (Integer.parseInt(text) + offset) % 6;
        }

        /** Does something that depends on the number of the message. */
        private void act(Message message) {
            interrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
            switch (action(message.text())) {
                case 0 -> ListenerFailureContract.fail(Integer.parseInt(message.text()) / 6);
                case 1 -> Thread.currentThread().interrupt();
                case 2 -> handle.pubSub().publish(answerChannel(), bytes(shown(message)));
                case 3 ->
                    handle.pubSub()
                            .subscribe(HeardMessages.CHANNELS.toArray(String[]::new))
                            .close();
                default -> {}
            }
        }

        void published(String channel, String text) {
            List<String> deliveries = heard.published(channel, text);
            if (action(text) == 2) {
                deliveries.forEach(each -> expectedAnswers.add(answerChannel() + ": " + each));
            }
        }

        boolean isNearlyFull() {
            return heard.expected().size()
                            - returned
                            + HeardMessages.topics(true).size()
                    > FEW;
        }

        void await(long seed) {
            listener.awaitReturns(heard.expected().size());
            assertHeard(seed);
            returned = heard.expected().size();
            assertThat(HeardMessages.sortedByPattern(take(answers, expectedAnswers.size())))
                    .as("what a listener published in its calls, seed %s", seed)
                    .isEqualTo(HeardMessages.sortedByPattern(expectedAnswers));
            expectedAnswers.clear();
        }

        void assertHeard(long seed) {
            assertThat(HeardMessages.sortedByPattern(listener.calls()))
                    .as("%s, seed %s", CALLS, seed)
                    .isEqualTo(HeardMessages.sortedByPattern(heard.expected()));
            assertThat(interrupted.get())
                    .as("whether the thread was interrupted when listener.onMessage was called, seed %s", seed)
                    .isFalse();
            listener.assertOneAtATime();
        }
    }

    @Test
    @Tag("S-09")
    void listenersHearEveryMessageInOrderWhateverTheyDo() {
        open.clear(); // The test may be repeated.
        closed.clear();
        handles = Stream.generate(this::connect).limit(HANDLES).toList();
        for (int i = 0; i < GeneratedArea.sequences(); i++) {
            long seed = GeneratedArea.firstSeed() + i;
            random = new SplittableRandom(seed);
            for (int step = 0; step < STEPS; step++) {
                makeStep(seed);
            }
            while (!open.isEmpty()) {
                close(seed);
            }
            publish("a", Integer.toString(number++));
            RecordingListener.letSettle(
                    closed.stream().map(each -> each.listener).toList());
            closed.forEach(each -> each.assertHeard(seed));
        }
    }

    private void makeStep(long seed) {
        int choice = random.nextInt(20);
        if (open.isEmpty() || choice == 0 && open.size() < MOST_OPEN) {
            List<Topic> all = HeardMessages.topics(has(Capability.PATTERN_SUBSCRIPTIONS));
            List<Topic> topics = Stream.generate(() -> all.get(random.nextInt(all.size())))
                    .limit(1 + random.nextInt(4))
                    .toList();
            open.add(new Hearing(topics, anyHandle()));
        } else if (choice == 1) {
            close(seed);
        } else if (choice < 4) {
            open.get(random.nextInt(open.size())).await(seed);
        } else {
            open.stream().filter(Hearing::isNearlyFull).forEach(each -> each.await(seed));
            String channel = HeardMessages.CHANNELS.get(random.nextInt(HeardMessages.CHANNELS.size()));
            String text = Integer.toString(number++);
            anyHandle().pubSub().publish(channel, bytes(text));
            open.forEach(each -> each.published(channel, text));
        }
    }

    private DistributedCoordination anyHandle() {
        return handles.get(random.nextInt(handles.size()));
    }

    /** Closes a listener once it has heard everything. It must hear nothing afterwards. */
    private void close(long seed) {
        Hearing closing = open.remove(random.nextInt(open.size()));
        closing.await(seed);
        closing.subscription.close();
        closing.answers.close();
        closed.add(closing);
    }
}
