// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryBackend;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Checks that messages quote names in the same way on both adapters, and that their digits do not depend on the locale. */
@Isolated("sets the default locale")
@ExtendWith(ServerWithUri.class)
class MessagesTest {

    /** A locale whose digits are not ASCII. */
    private static final Locale DEVANAGARI = Locale.forLanguageTag("hi-IN-u-nu-deva");

    private static final String LONG = "a\n" + "x".repeat(65_000);

    private final Locale locale = Locale.getDefault();
    private final RedisServer server;

    MessagesTest(RedisServer server) {
        this.server = server;
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    private List<DistributedCoordination> handles() {
        return List.of(
                MemoryBackend.builder().subscriptionBuffer(1).build().connect(),
                RedisCoordination.builder(server.uri(), "messages-" + UUID.randomUUID())
                        .subscriptionBuffer(1)
                        .build());
    }

    private static List<String> messages(List<ThrowingCallable> calls) {
        return calls.stream()
                .map(call -> {
                    Throwable thrown = catchThrowable(call);
                    assertThat(thrown).isNotNull();
                    return String.valueOf(thrown.getMessage());
                })
                .toList();
    }

    /** Returns failing calls whose messages contain the name. */
    private static List<ThrowingCallable> callsThatName(DistributedCoordination handle, String name) {
        SharedCache cache = handle.cache();
        cache.setText(name, "x");
        String counter = name + "c";
        cache.increment(counter, Long.MAX_VALUE);
        Subscription subscription = handle.pubSub().subscribe(name);
        for (int i = 0; i < 3; i++) {
            handle.pubSub().publish(name, new byte[0]);
        }
        assertThat(subscription.pending()).as("the message has arrived (S-11)").isEqualTo(1);
        assertThat(subscription.poll()).isPresent();
        return List.of(
                () -> cache.increment(name, 1),
                () -> cache.increment(name, 1, ofSeconds(60)),
                () -> cache.increment(counter, 1),
                () -> cache.increment(counter, 1, ofSeconds(60)),
                subscription::poll);
    }

    @Test
    void messagesQuoteAndShortenNames() {
        for (DistributedCoordination handle : handles()) {
            try (handle) {
                String start = Arguments.quoted(LONG).substring(0, 60);

                assertThat(messages(callsThatName(handle, LONG)))
                        .allSatisfy(message -> assertThat(message)
                                .contains(start)
                                .doesNotContain("\n")
                                .hasSizeLessThan(400));
            }
        }
    }

    @Test
    void messagesUseAsciiDigitsInEveryLocale() {
        Locale.setDefault(DEVANAGARI);
        assertThat(String.format("%d", 1)).as("digits of this locale").isNotEqualTo("1");
        List<String> messages = new ArrayList<>();

        for (DistributedCoordination handle : handles()) {
            try (handle) {
                messages.addAll(messages(callsThatName(handle, LONG)));
                messages.addAll(messages(List.of(
                        () -> handle.cache().get("x".repeat(65_537)),
                        () -> handle.cache().get("x\ud800"),
                        () -> handle.cache().set("k", new byte[0], ofSeconds(-1)),
                        () -> handle.pubSub().subscribeMatching("x".repeat(1_025)))));
                messages.add(handle.leaderElection()
                        .tryAcquire("e", "n", ofSeconds(60))
                        .map(Leadership::toString)
                        .orElseThrow());
            }
        }

        assertThat(messages)
                .allSatisfy(message -> assertThat(message.chars().filter(Character::isDigit))
                        .as(message)
                        .isNotEmpty()
                        .allMatch(c -> c <= '9'));
    }
}
