// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ValueTypesTest {

    @Nested
    class Topics {

        @Test
        void aChannelAndAPatternWithTheSameNameAreDifferent() {
            assertThat(Topic.channel("a*")).isEqualTo(Topic.channel("a*")).isNotEqualTo(Topic.pattern("a*"));
        }

        @Test
        void areCheckedWhenTheyAreCreated() {
            assertThat(Topic.channel("[a-\u00e9]").name()).isEqualTo("[a-\u00e9]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.pattern("[a-\u00e9]"))
                    .withMessageContaining("P-03");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.channel(""))
                    .withMessage("channel must not be empty (G-01), but was \"\"");
            assertThatNullPointerException()
                    .isThrownBy(() -> new Topic(null, "a"))
                    .withMessage("kind must not be null");
        }
    }

    @Nested
    class Messages {

        @Test
        void copyTheirPayloadInAndOut() {
            byte[] payload = {1, 2};

            Message message = Message.onChannel("a", payload);
            payload[0] = 9;
            message.payload()[1] = 9;

            assertThat(message.payload()).containsExactly(1, 2);
        }

        @Test
        void containAPatternOnlyIfOneMatched() {
            assertThat(Message.onChannel("a", new byte[0]).pattern()).isEmpty();
            assertThat(Message.onPattern("a*", "ab", new byte[0]).pattern()).contains("a*");
        }

        @Test
        void areEqualIfChannelPayloadAndPatternAreEqual() {
            Message message = Message.onPattern("a*", "ab", new byte[] {1});

            assertThat(message)
                    .isEqualTo(Message.onPattern("a*", "ab", new byte[] {1}))
                    .hasSameHashCodeAs(Message.onPattern("a*", "ab", new byte[] {1}))
                    .isNotEqualTo(Message.onPattern("a*", "ab", new byte[] {2}))
                    .isNotEqualTo(Message.onPattern("*b", "ab", new byte[] {1}))
                    .isNotEqualTo(Message.onPattern("a*", "ac", new byte[] {1}))
                    .isNotEqualTo(Message.onChannel("ab", new byte[] {1}))
                    .isNotEqualTo("ab");
        }

        @Test
        void decodeTheirPayloadAndShowOnlyItsSize() {
            Message message = Message.onPattern("a*", "ab", "gr\u00fc\u00df".getBytes(UTF_8));

            assertThat(message.text()).isEqualTo("gr\u00fc\u00df");
            assertThat(message).hasToString("Message[channel=\"ab\", pattern=\"a*\", payload=6 bytes]");
            assertThat(Message.onChannel("ab", new byte[0])).hasToString("Message[channel=\"ab\", payload=0 bytes]");
        }

        @Test
        void refuseNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> Message.onChannel("a", null))
                    .withMessage("payload must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> Message.onPattern(null, "a", new byte[0]))
                    .withMessage("pattern must not be null");
        }
    }

    @Nested
    class Leaderships {

        @Test
        void requireNamesAndAPositiveToken() {
            assertThat(new Leadership("e", "n", 1).fencingToken()).isEqualTo(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Leadership("e", "n", 0))
                    .withMessage("fencingToken must be positive (L-04), but was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Leadership("", "n", 1))
                    .withMessage("election must not be empty (G-01), but was \"\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Leadership("e", "", 1))
                    .withMessage("nodeId must not be empty (G-01), but was \"\"");
        }
    }

    @Nested
    class ShortFormsOfSubscribe {

        private final Recorder pubSub = new Recorder();

        @Test
        void convertTheirArgumentsToTopics() {
            pubSub.subscribe("a", "b*");
            assertThat(pubSub.subscribed).isEqualTo(List.of(Topic.channel("a"), Topic.channel("b*")));

            pubSub.subscribeMatching("a", "b*");
            assertThat(pubSub.subscribed).isEqualTo(List.of(Topic.pattern("a"), Topic.pattern("b*")));
        }

        @Test
        void refuseNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> pubSub.subscribe((String[]) null))
                    .withMessage("channels must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> pubSub.subscribeMatching((String[]) null))
                    .withMessage("patterns must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> pubSub.subscribe("a", null))
                    .withMessage("channel must not be null");
            assertThat(pubSub.subscribed).isNull();
        }
    }

    private static final class Recorder implements PubSub {
        private Collection<Topic> subscribed;

        @Override
        public long publish(String channel, byte[] payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            subscribed = topics;
            return null;
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
