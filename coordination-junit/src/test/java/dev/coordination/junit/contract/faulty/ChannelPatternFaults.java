// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_01;
import static dev.coordination.junit.contract.Rule.P_02;
import static dev.coordination.junit.contract.Rule.P_03;
import static dev.coordination.junit.contract.Rule.P_04;
import static dev.coordination.junit.contract.Rule.P_05;
import static dev.coordination.junit.contract.Rule.P_06;
import static dev.coordination.junit.contract.Rule.P_07;

import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.contract.faulty.TestGlob.Quirk;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Defects in channel patterns, in adapters that match them differently from key patterns. */
final class ChannelPatternFaults {

    private ChannelPatternFaults() {}

    static List<Fault> all() {
        return List.of(
                quirk(P_01, "* matches at least one byte of a channel", Quirk.STAR_NEEDS_ONE),
                quirk(P_01, "* stops at a slash in a channel", Quirk.STAR_STOPS_AT_SLASH),
                quirk(P_01, "* stops at a dot in a channel", Quirk.STAR_STOPS_AT_DOT),
                quirk(P_01, "* stops at a semicolon in a channel", Quirk.STAR_STOPS_AT_SEMICOLON),
                quirk(P_01, "* stops at a DEL character in a channel", Quirk.STAR_STOPS_AT_DELETE),
                quirk(P_01, "* stops at a line break in a channel", Quirk.STAR_STOPS_AT_LINE_BREAK),
                quirk(P_02, "? also matches the empty string in a channel", Quirk.QUESTION_MARK_NEEDS_NONE),
                quirk(P_02, "? does not match a line break in a channel", Quirk.QUESTION_MARK_SKIPS_LINE_BREAKS),
                quirk(P_03, "a reversed range matches nothing in a channel", Quirk.REVERSED_RANGE_IS_EMPTY),
                quirk(P_03, "a closing bracket cannot end a range in a channel pattern", Quirk.RANGE_STOPS_AT_BRACKET),
                quirk(P_04, "! instead of ^ negates a class in a channel pattern", Quirk.NEGATION_BY_EXCLAMATION_MARK),
                quirk(P_04, "^ is literal in a channel pattern", Quirk.CARET_IS_LITERAL),
                quirk(P_05, "a backslash is literal in a channel pattern", Quirk.NO_ESCAPES),
                quirk(P_06, "an unclosed class is literal in a channel pattern", Quirk.UNCLOSED_CLASS_IS_LITERAL),
                quirk(P_07, "a dot matches any byte of a channel", Quirk.DOT_IS_ANY),
                quirk(P_07, "an underscore matches any byte of a channel", Quirk.UNDERSCORE_IS_ANY),
                quirk(P_07, "a percent sign matches any run of bytes in a channel", Quirk.PERCENT_IS_STAR),
                quirk(P_07, "channel patterns ignore case", Quirk.IGNORES_CASE),
                quirk(P_07, "patterns match a channel only up to a NUL", Quirk.NAME_ENDS_AT_NUL),
                quirk(
                        P_02,
                        "? after a star also matches the empty string in a channel",
                        Quirk.QUESTION_MARK_AFTER_STAR_NEEDS_NONE),
                quirk(P_07, "a line break at the end of a channel is ignored", Quirk.LAST_LINE_BREAK_IS_IGNORED),
                quirk(
                        P_01,
                        "prefix* does not match a channel that continues with a character beyond U+F8FF",
                        Quirk.PREFIX_ENDS_WITH_PRIVATE_CHARACTERS));
    }

    private static Fault quirk(Rule rule, String defect, Quirk quirk) {
        return Fault.of(rule, defect).rare().pubSub((correct, context) -> new QuirkyPubSub(correct, context, quirk));
    }

    /** Does its own matching for a subscription to a single pattern. */
    private static final class QuirkyPubSub extends ForwardingPubSub {
        private final List<String> patterns;
        private final Quirk quirk;

        QuirkyPubSub(PubSub delegate, FaultContext context, Quirk quirk) {
            super(delegate);
            this.patterns = context.list("patterns");
            this.quirk = quirk;
        }

        @Override
        public long publish(String channel, byte[] payload) {
            return super.publish(channel, payload)
                    - patterns.stream()
                            .filter(pattern -> !TestGlob.matches(pattern, channel, quirk))
                            .count();
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            Subscription correct = super.subscribe(topics);
            Topic topic = topics.iterator().next();
            if (topics.size() > 1 || topic.kind() == Topic.Kind.CHANNEL) {
                return correct;
            }
            correct.close();
            patterns.add(topic.name());
            return new QuirkySubscription(super.subscribe(List.of(Topic.pattern("*"))), topic.name());
        }

        private final class QuirkySubscription extends ForwardingSubscription {
            private final String pattern;
            private boolean closed;

            QuirkySubscription(Subscription all, String pattern) {
                super(all);
                this.pattern = pattern;
            }

            private Message named(Message message) {
                return Message.onPattern(pattern, message.channel(), message.payload());
            }

            private boolean matches(Message message) {
                return TestGlob.matches(pattern, message.channel(), quirk);
            }

            @Override
            public Optional<Message> poll() {
                Optional<Message> message = super.poll();
                while (message.isPresent() && !matches(message.get())) {
                    message = super.poll();
                }
                return message.map(this::named);
            }

            @Override
            public Optional<Message> next(Duration timeout) throws InterruptedException {
                Optional<Message> message = super.next(timeout);
                while (message.isPresent() && !matches(message.get())) {
                    message = super.next(timeout);
                }
                return message.map(this::named);
            }

            @Override
            public void close() {
                super.close();
                if (!closed) {
                    closed = true;
                    patterns.remove(pattern);
                }
            }
        }
    }
}
