// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.threads.Unchecked;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payloads of every size on every path, by channel and by pattern, to poll, next and listeners: S-01, S-02, S-05. */
@RequiresCapability(Capability.PUBSUB)
abstract class PayloadContract extends PubSubArea {

    /** Sizes below and above those at which adapters treat payloads differently. The largest possible size is added. */
    private static final List<Integer> SIZES = List.of(0, 1, 100, 8_000, 8_001, 65_536);

    /** Every length up to this one is tried. */
    private static final int EVERY_LENGTH = 2_050;

    /** Lengths that are multiples of many other lengths, such as 6,000, 7,500, 9,000 or 48 KiB. */
    private static final List<Integer> MULTIPLES = List.of(225_000, 240_000, 252_000, 3 << 16);

    /** A way in which messages of the channels {@code a} and {@code b} arrive. */
    private record Path(String call, boolean byPattern, Supplier<Optional<Message>> next) {

        void assertGives(List<Published> published) {
            for (Published each : published) {
                Message expected = byPattern ? each.byPattern : each.byChannel;
                Optional<Message> given = next.get();
                assertThat(given.filter(expected::equals).isPresent())
                        .as(() -> "whether " + call + " delivered " + sized(expected) + ", rather than "
                                + given.map(Path::sized).orElse("nothing"))
                        .isTrue();
            }
        }

        private static String sized(Message message) {
            return message.channel() + message.pattern().map(p -> " by " + p).orElse("") + ": "
                    + message.payload().length + " bytes";
        }
    }

    /** A message, as a subscription receives it by channel and by pattern. */
    private record Published(Message byChannel, Message byPattern) {}

    /** The sizes of two successive messages. */
    private record Sizes(int large, int small) {}

    /** Returns every size, each followed by every smaller one. The largest is slow, so only two follow it. */
    private List<Sizes> largeAndSmall() {
        int largest = limits().payloadBytes();
        return sizes().stream()
                .flatMap(large -> sizes().stream()
                        .filter(small -> small < large)
                        .limit(large == largest ? 2 : Long.MAX_VALUE)
                        .map(small -> new Sizes(large, small)))
                .toList();
    }

    /** Subscribes on every path. */
    private List<Path> paths() {
        List<Path> paths = new ArrayList<>(paths(false, List.of(Topic.channel("a"), Topic.channel("b"))));
        if (has(Capability.PATTERN_SUBSCRIPTIONS)) {
            paths.addAll(paths(true, List.of(Topic.pattern("[ab]"))));
        }
        return paths;
    }

    private List<Path> paths(boolean byPattern, List<Topic> topics) {
        List<Path> paths = new ArrayList<>();
        if (has(Capability.POLL_SEES_PUBLISHED)) {
            Subscription polled = pubSub().subscribe(topics);
            paths.add(new Path("subscription.poll", byPattern, polled::poll));
        }
        Subscription waiting = connect().pubSub().subscribe(topics);
        paths.add(new Path("subscription.next", byPattern, () -> next(waiting)));
        BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
        pubSub().subscribe(topics, heard::add);
        paths.add(new Path(
                "listener.onMessage",
                byPattern,
                () -> Unchecked.call(() ->
                        Optional.ofNullable(heard.poll(background.patience().toNanos(), TimeUnit.NANOSECONDS)))));
        return paths;
    }

    private List<Integer> sizes() {
        int largest = limits().payloadBytes();
        return Stream.concat(SIZES.stream().filter(size -> size < largest), Stream.of(largest))
                .toList();
    }

    @Test
    @Tag("S-02")
    void aSmallMessageDoesNotOvertakeALargeOne() {
        assertInOrder(coordination, "a");
    }

    @Test
    @Tag("S-02")
    void aSmallMessageOnAnotherChannelAndHandleDoesNotOvertakeALargeOne() {
        assertInOrder(otherHandle(), "b");
    }

    private void assertInOrder(DistributedCoordination second, String channel) {
        List<Path> paths = paths();
        for (Sizes sizes : largeAndSmall()) {
            List<Published> published = List.of(
                    publish(coordination, "a", payload(sizes.large, 1)),
                    publish(second, channel, payload(sizes.small, 2)));
            paths.forEach(path -> path.assertGives(published));
        }
    }

    private static Published publish(DistributedCoordination from, String channel, byte[] payload) {
        from.pubSub().publish(channel, payload);
        return new Published(Message.onChannel(channel, payload), Message.onPattern("[ab]", channel, payload));
    }

    /** Returns a payload that differs from its neighbors, unless it is empty. */
    private static byte[] payload(int size, int number) {
        byte[] payload = new byte[size];
        if (size > 0) {
            payload[0] = (byte) number;
            payload[size - 1] = (byte) number;
        }
        return payload;
    }

    /** A message that one path drops because of its payload breaks S-01, and a changed one breaks S-05. */
    @Test
    @Tag("S-01")
    @Tag("S-05")
    void payloadsArriveUnchangedOnEveryPath() {
        List<byte[]> payloads =
                new ArrayList<>(Stream.of("", " ", "null", "\r\n", "\0", "0", "{}", "\u00e9\ud83d\ude00")
                        .map(PubSubArea::bytes)
                        .toList());
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        payloads.add(everyByte);
        for (int value : List.of(0, 1, 10, 13, 34, 92, 127, 128, 194, 255)) {
            payloads.add(new byte[] {(byte) value});
        }
        sizes().forEach(size -> payloads.add(payload(size, 7)));
        List<Path> paths = paths();

        for (byte[] payload : payloads) {
            List<Published> published = List.of(publish(coordination, "a", payload));
            paths.forEach(path -> path.assertGives(published));
        }
    }

    /** An adapter may divide payloads into parts of a fixed size, and the last part may be full. */
    @Test
    @Tag("S-05")
    void payloadsOfEveryLengthArriveWhole() {
        int largest = limits().payloadBytes();
        List<Integer> lengths = lengths().filter(length -> length <= largest).toList();
        byte[] content =
                content(lengths.stream().mapToInt(length -> length).max().orElse(0));
        Subscription subscription = pubSub().subscribe("a");
        DistributedCoordination other = otherHandle();

        Repetition.repeat(harness, lengths.size(), i -> {
            byte[] payload = Arrays.copyOf(content, lengths.get(i));
            other.pubSub().publish("a", payload);
            byte[] given = next(subscription).map(Message::payload).orElse(new byte[0]);
            if (!Arrays.equals(given, payload)) {
                assertThat(given.length)
                        .as(
                                "the length of the payload that subscription.next returned after one of %s bytes was published",
                                payload.length)
                        .isEqualTo(payload.length);
                assertThat(Arrays.mismatch(given, payload))
                        .as("the index of the first wrong byte of a payload that subscription.next returned")
                        .isEqualTo(-1);
            }
        });
    }

    /** Returns the lengths to try, beginning with those that are multiples of many others. */
    private static Stream<Integer> lengths() {
        return Stream.of(
                        MULTIPLES.stream(),
                        IntStream.rangeClosed(12, 18)
                                .mapToObj(bits -> 1 << bits)
                                .flatMap(power -> Stream.of(power - 1, power, power + 1)),
                        IntStream.rangeClosed(1, 2).mapToObj(parts -> parts * 7_999),
                        IntStream.rangeClosed(21, 200).mapToObj(hundreds -> hundreds * 100),
                        IntStream.rangeClosed(0, EVERY_LENGTH).boxed())
                .flatMap(each -> each);
    }

    /** Returns bytes that are not periodic, so that a missing, doubled or misplaced part changes them. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new SplittableRandom(1).nextBytes(content);
        return content;
    }
}
