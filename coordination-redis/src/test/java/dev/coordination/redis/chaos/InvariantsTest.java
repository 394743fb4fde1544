// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import static dev.coordination.redis.chaos.Outcome.ACKNOWLEDGED;
import static dev.coordination.redis.chaos.Outcome.IN_DOUBT;
import static dev.coordination.redis.chaos.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the checks of the invariants, with histories that are right and histories that are not. Times are in seconds. */
class InvariantsTest {

    private static final boolean KEEPS = true;
    private static final boolean LOSES = false;

    private static long at(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    private static <T> Call<T> call(double begin, double end, Outcome outcome, @Nullable T result) {
        return new Call<>(at(begin), at(end), outcome, result);
    }

    private static <T> Call<T> returned(double begin, double end, T result) {
        return call(begin, end, ACKNOWLEDGED, result);
    }

    private static Call<Void> wrote(double begin, double end) {
        return call(begin, end, ACKNOWLEDGED, null);
    }

    private static <T> Call<T> doubtful(double begin, double end) {
        return call(begin, end, IN_DOUBT, null);
    }

    private static <T> Call<T> refused(double begin, double end) {
        return call(begin, end, REFUSED, null);
    }

    @Nested
    class OfCalls {

        private final Calls calls = new Calls(Duration.ofMinutes(5));

        private Outcome outcome(String message) {
            return calls.<Void>run("get", () -> {
                        throw new CoordinationUnavailableException(message);
                    })
                    .outcome();
        }

        @Test
        void whatACallThrowsTellsItsOutcome() {
            assertThat(calls.run("get", () -> 1)).matches(call -> call.returned(1));
            assertThat(outcome("Redis could not be reached for get (G-06): why; nothing was sent"))
                    .isEqualTo(REFUSED);
            assertThat(outcome("Redis refused get (G-06): LOADING")).isEqualTo(REFUSED);
            assertThat(
                            outcome(
                                    "Redis could not be reached for get (G-06): why; the call may or may not have taken effect"))
                    .isEqualTo(IN_DOUBT);
            assertThat(outcome("Redis executed set (G-06), but only 1 of 2 replicas confirmed it"))
                    .isEqualTo(IN_DOUBT);
            assertThat(outcome("deleteMatching (G-06) had deleted 3 keys when it failed: Redis refused it"))
                    .isEqualTo(IN_DOUBT);
            assertThat(calls.broken()).isEmpty();
        }

        @Test
        void everythingElseThatACallThrowsIsBroken() {
            var unused = calls.run("get", () -> {
                throw new CoordinationException("Redis answered get with an error");
            });
            unused = calls.run("set", () -> {
                throw new NullPointerException();
            });
            unused = calls.run("set", () -> {
                throw new StackOverflowError();
            });

            assertThat(calls.broken()).hasSize(3);
        }

        @ParameterizedTest
        @EnumSource
        void aCallThatTakesTooLongIsBroken(Outcome outcome) {
            calls.record("get", call(0, 300, outcome, null));
            assertThat(calls.broken()).isEmpty();
            calls.record("get", call(0, 301, outcome, null));
            assertThat(calls.broken()).hasSize(1);
        }

        @Test
        void aCallThatStillRunsIsBrokenWhenItTakesTooLong() {
            Calls impatient = new Calls(Duration.ZERO);
            Call<List<String>> call = impatient.run("get", impatient::broken);
            assertThat(call.value()).singleElement().asString().startsWith("get has not ended");
        }
    }

    @Nested
    class OfCounters {

        private final CounterHistory history = new CounterHistory();

        @Test
        void eachIncrementCountsOnceAndThoseInDoubtMayCount() {
            history.incremented(returned(0, 1, 1L));
            history.incremented(doubtful(1, 2));
            history.incremented(refused(2, 3));
            history.incremented(returned(3, 4, 3L));

            assertThat(history.broken(KEEPS, 2)).isEmpty();
            assertThat(history.broken(KEEPS, 3)).isEmpty();
            assertThat(history.broken(KEEPS, 4))
                    .as("a refused one counts, or one counts twice")
                    .hasSize(1);
            assertThat(history.broken(LOSES, 4)).hasSize(1);
        }

        @Test
        void anAcknowledgedIncrementIsNotLostIfTheServersKeepIt() {
            history.incremented(returned(0, 1, 1L));
            history.incremented(returned(1, 2, 2L));

            assertThat(history.broken(KEEPS, 1)).hasSize(1);
            assertThat(history.broken(LOSES, 1)).isEmpty();
        }

        @Test
        void valuesIncreaseFromCallToCall() {
            history.incremented(returned(0, 1, 1L));
            history.incremented(returned(2, 4, 3L));
            history.incremented(returned(3, 5, 2L));
            assertThat(history.broken(KEEPS, 3)).as("concurrent calls").isEmpty();

            history.incremented(returned(6, 7, 3L));
            assertThat(history.broken(KEEPS, 4)).hasSize(1);
            assertThat(history.broken(LOSES, 4)).isEmpty();
        }
    }

    @Nested
    class OfRegisters {

        private final RegisterHistory history = new RegisterHistory();

        private List<String> afterReading(boolean keeps, Call<Long> read) {
            history.read(read);
            return history.broken(keeps);
        }

        @Test
        void aReadReturnsTheLastWriteOrAConcurrentOne() {
            history.wrote(wrote(0, 1));
            history.wrote(wrote(2, 4));
            history.read(returned(1.5, 3, 1L));
            history.read(returned(2, 3, 2L));
            history.read(returned(5, 6, 2L));
            history.read(doubtful(5, 6));

            assertThat(history.broken(KEEPS)).isEmpty();
            assertThat(history.broken(LOSES)).isEmpty();
        }

        @Test
        void aReadMayMissAnAcknowledgedWriteOnlyIfTheServersLoseIt() {
            history.wrote(wrote(0, 1));
            history.wrote(wrote(2, 3));
            history.read(returned(4, 5, 1L));

            assertThat(history.broken(KEEPS)).hasSize(1);
            assertThat(history.broken(LOSES)).isEmpty();
        }

        @Test
        void anAbsentKeyMissesWrites() {
            history.wrote(wrote(1, 2));
            assertThat(afterReading(KEEPS, returned(0, 0.5, RegisterHistory.ABSENT)))
                    .isEmpty();
            assertThat(afterReading(KEEPS, returned(3, 4, RegisterHistory.ABSENT)))
                    .hasSize(1);
        }

        @Test
        void aWriteInDoubtMayTakeEffectLate() {
            history.wrote(doubtful(0, 1));
            history.wrote(wrote(2, 3));

            assertThat(afterReading(KEEPS, returned(4, 5, 1L))).isEmpty();
        }

        @Test
        void whatIsReadWasWritten() {
            history.wrote(refused(0, 1));
            history.wrote(wrote(8, 9));

            assertThat(afterReading(LOSES, returned(4, 5, 1L))).as("refused").hasSize(1);
            assertThat(afterReading(LOSES, returned(4, 5, 2L)))
                    .as("in the future")
                    .hasSize(2);
            assertThat(afterReading(LOSES, returned(4, 5, 3L))).as("never").hasSize(3);
            assertThat(afterReading(LOSES, returned(4, 5, -1L))).hasSize(4);
        }
    }

    @Nested
    class OfOtherKeys {

        @Test
        void aValueIsReplacedOnce() {
            SwapHistory history = new SwapHistory("a");
            history.replaced("a", "b", returned(0, 1, true));
            history.replaced("b", "c", returned(2, 3, false));
            history.replaced("b", "d", doubtful(3, 4));
            history.replaced("b", "e", refused(3, 4));

            assertThat(history.broken(KEEPS, "b")).isEmpty();
            assertThat(history.broken(KEEPS, "d")).isEmpty();
            assertThat(history.broken(KEEPS, "a")).as("lost").hasSize(1);
            assertThat(history.broken(LOSES, "a")).isEmpty();
            assertThat(history.broken(LOSES, "c")).as("not replaced").hasSize(1);
            assertThat(history.broken(LOSES, "e")).as("refused").hasSize(1);
            assertThat(history.broken(KEEPS, "")).as("absent").hasSize(1);
            assertThat(history.broken(LOSES, "")).isEmpty();

            history.replaced("a", "f", returned(5, 6, true));
            assertThat(history.broken(KEEPS, "f")).hasSize(1);
            assertThat(history.broken(LOSES, "f")).isEmpty();
        }

        @Test
        void aKeyIsCreatedOnce() {
            ClaimHistory history = new ClaimHistory();
            history.claimed("k", "a", returned(0, 1, true));
            history.claimed("k", "b", returned(0, 1, false));
            history.claimed("k", "c", doubtful(0, 1));
            history.claimed("other", "d", doubtful(0, 1));

            assertThat(history.broken(KEEPS, key -> Optional.of("a"))).isEmpty();
            assertThat(history.broken(KEEPS, key -> Optional.of("c"))).hasSize(1);
            assertThat(history.broken(KEEPS, key -> Optional.empty())).hasSize(1);
            assertThat(history.broken(LOSES, key -> Optional.empty())).isEmpty();

            history.claimed("k", "e", returned(2, 3, true));
            assertThat(history.broken(KEEPS, key -> Optional.of("a"))).hasSize(1);
            assertThat(history.broken(LOSES, key -> Optional.of("a"))).isEmpty();
        }

        private List<String> deleted(boolean keeps, long deleted, long left) {
            BatchHistory history = new BatchHistory();
            history.deleted(
                    keeps,
                    List.of(wrote(0, 1), wrote(1, 2), doubtful(2, 3), refused(3, 4)),
                    returned(5, 6, deleted),
                    returned(7, 8, left));
            return history.broken();
        }

        @Test
        void aPatternDeletesWhatWasWritten() {
            assertThat(deleted(KEEPS, 2, 0)).isEmpty();
            assertThat(deleted(KEEPS, 3, 0)).isEmpty();
            assertThat(deleted(KEEPS, 2, 1))
                    .as("a write in doubt takes effect late")
                    .isEmpty();
            assertThat(deleted(KEEPS, 4, 0)).hasSize(1);
            assertThat(deleted(LOSES, 4, 0)).hasSize(1);
            assertThat(deleted(KEEPS, 1, 0)).hasSize(1);
            assertThat(deleted(KEEPS, 2, 2)).hasSize(1);
            assertThat(deleted(LOSES, 1, 2)).isEmpty();
        }

        @Test
        void aDeletionInDoubtPromisesNothing() {
            BatchHistory history = new BatchHistory();
            history.deleted(KEEPS, List.of(wrote(0, 1)), doubtful(1, 2), returned(3, 4, 1L));
            history.deleted(KEEPS, List.of(wrote(0, 1)), returned(1, 2, 1L), doubtful(3, 4));
            assertThat(history.broken()).isEmpty();
        }

        @Test
        void anExpectedAnswerIsExpectedOfAcknowledgedCallsOnly() {
            Expectations expectations = new Expectations();
            assertThat(expectations.check(KEEPS, "get", returned(0, 1, "a"), "a"))
                    .isTrue();
            assertThat(expectations.check(KEEPS, "get", doubtful(0, 1), "a")).isFalse();
            assertThat(expectations.check(LOSES, "get", returned(0, 1, "b"), "a"))
                    .isTrue();
            assertThat(expectations.broken()).isEmpty();

            assertThat(expectations.check(KEEPS, "get", returned(0, 1, "b"), "a"))
                    .isTrue();
            assertThat(expectations.broken()).hasSize(1);
        }
    }

    @Nested
    class OfTerms {

        private final TermHistory history = new TermHistory();
        private final Leadership first = new Leadership("e", "a", 10);
        private final Leadership second = new Leadership("e", "b", 20);

        private void held(Leadership leadership, double begin, double end) {
            history.held(leadership, returned(begin, end, true), at(5));
        }

        private List<String> broken(boolean keeps) {
            return history.broken(keeps, List.of());
        }

        @Test
        void aTermFollowsTheTtlOfTheOneBefore() {
            held(first, 0, 1);
            held(first, 3, 4);
            held(second, 8, 9);

            assertThat(broken(KEEPS)).isEmpty();
        }

        @Test
        void nobodyWinsWithinATtl() {
            held(first, 0, 1);
            held(first, 3, 4);
            held(second, 6, 7);

            assertThat(broken(KEEPS)).hasSize(1);
            assertThat(broken(LOSES)).isEmpty();
        }

        @Test
        void aRenewalInDoubtPromisesNothing() {
            held(first, 0, 1);
            history.held(first, doubtful(3, 4), at(5));
            held(second, 6, 7);

            assertThat(broken(KEEPS)).isEmpty();
        }

        @Test
        void aReleaseEndsATerm() {
            held(first, 0, 1);
            history.releasing(first, at(2));
            held(second, 2.5, 3);

            assertThat(broken(KEEPS)).isEmpty();
        }

        @Test
        void aTermIsNotDeniedWithinItsTtl() {
            held(first, 0, 1);
            history.denied(first, returned(4.5, 6, false));
            assertThat(broken(KEEPS)).isEmpty();

            history.denied(first, returned(3, 4, false));
            assertThat(broken(KEEPS)).hasSize(1);
            assertThat(broken(LOSES)).isEmpty();
        }

        @Test
        void theLeaderIsTheOneWhoseTermLasts() {
            held(first, 0, 1);
            history.read(returned(2, 3, Optional.of(first)));
            history.read(returned(4, 6, Optional.empty()));
            history.read(doubtful(2, 3));
            assertThat(broken(KEEPS)).isEmpty();

            history.read(returned(2, 3, Optional.empty()));
            history.read(returned(2, 3, Optional.of(second)));
            assertThat(broken(KEEPS)).hasSize(2);
            assertThat(broken(LOSES)).isEmpty();
        }

        @Test
        void tokensIncrease() {
            held(second, 0, 1);
            held(first, 8, 9);

            assertThat(broken(LOSES)).hasSize(1);
        }

        @Test
        void tokensIncreaseThroughOtherTerms() {
            held(new Leadership("e", "c", 30), 0, 1);
            held(new Leadership("e", "d", 40), 8, 20);
            held(first, 8, 9);

            assertThat(broken(LOSES)).hasSize(1);
        }

        @Test
        void concurrentWinsHaveAnyOrder() {
            held(second, 0, 2);
            held(first, 1, 3);

            assertThat(broken(LOSES)).isEmpty();
        }

        @Test
        void noTwoTermsHaveTheSameToken() {
            held(first, 0, 1);
            held(new Leadership("e", "b", 10), 8, 9);

            assertThat(broken(LOSES)).hasSize(1);
        }

        @Test
        void theTargetAcceptsNoOlderTerm() {
            assertThat(history.broken(LOSES, List.of(10L, 20L, 30L))).isEmpty();
            assertThat(history.broken(LOSES, List.of(10L, 30L, 20L))).hasSize(1);
        }

        @Test
        void aTargetRejectsOlderTokens() {
            FencedTarget target = new FencedTarget();
            assertThat(List.of(
                            target.write(10), target.write(10), target.write(20), target.write(10), target.write(20)))
                    .containsExactly(true, true, true, false, true);
            assertThat(target.accepted()).containsExactly(10L, 20L);
            assertThat(target.rejections()).isOne();
        }
    }

    @Nested
    class OfMembers {

        private final MemberHistory history = new MemberHistory();

        private void renewed(double begin, double end) {
            history.renewed("n", returned(begin, end, true), at(5));
        }

        private List<String> afterReading(boolean keeps, double begin, double end, String... nodes) {
            history.read(returned(begin, end, Set.of(nodes)));
            return history.broken(keeps);
        }

        @Test
        void aNodeIsListedUntilItsTtl() {
            renewed(0, 1);
            renewed(3, 4);

            assertThat(afterReading(KEEPS, 0.5, 2)).as("concurrent").isEmpty();
            assertThat(afterReading(KEEPS, 6, 7, "n")).isEmpty();
            assertThat(afterReading(KEEPS, 7.5, 8.5, "n")).as("at its end").isEmpty();
            assertThat(afterReading(KEEPS, 7.5, 8.5)).as("at its end").isEmpty();
            assertThat(afterReading(KEEPS, 10, 11)).isEmpty();
            assertThat(afterReading(KEEPS, 6, 7)).hasSize(1);
            assertThat(history.broken(LOSES)).isEmpty();
        }

        @Test
        void aNodeIsNotListedAfterItsTtl() {
            renewed(0, 1);

            assertThat(afterReading(LOSES, 7, 8, "n")).hasSize(1);
        }

        @Test
        void anUnknownNodeIsNotListed() {
            assertThat(afterReading(LOSES, 7, 8, "n")).hasSize(1);
        }

        @Test
        void aRegistrationInDoubtMayTakeEffectLate() {
            history.renewed("n", doubtful(0, 1), at(5));

            assertThat(afterReading(KEEPS, 2, 3)).isEmpty();
            assertThat(afterReading(KEEPS, 20, 21, "n")).isEmpty();
        }

        @Test
        void aNodeThatIsDeregisteredIsNotListed() {
            renewed(0, 1);
            history.deregistered("n", returned(2, 3, true));

            assertThat(afterReading(KEEPS, 2.5, 2.6, "n")).isEmpty();
            assertThat(afterReading(KEEPS, 2.5, 4)).isEmpty();
            assertThat(afterReading(KEEPS, 3.5, 4, "n")).hasSize(1);
            assertThat(history.broken(LOSES)).isEmpty();
        }

        @Test
        void aDeregistrationInDoubtMayTakeEffectLate() {
            renewed(0, 1);
            history.deregistered("n", doubtful(2, 3));

            assertThat(afterReading(KEEPS, 3.5, 4, "n")).isEmpty();
            assertThat(afterReading(KEEPS, 3.5, 4)).isEmpty();
        }

        @Test
        void aHeartbeatIsNotDeniedWithinTheTtl() {
            renewed(0, 1);
            history.denied("n", returned(4.5, 6, false));
            assertThat(history.broken(KEEPS)).isEmpty();

            history.denied("n", returned(2, 3, false));
            assertThat(history.broken(KEEPS)).hasSize(1);
            assertThat(history.broken(LOSES)).isEmpty();
        }
    }

    @Nested
    class OfChannels {

        private static final boolean ONE_SERVER = true;
        private static final boolean SEVERAL = false;

        private final ChannelHistory history = new ChannelHistory(Duration.ofSeconds(10));

        private Session live(double from) {
            Session session = history.subscribing("a subscription", at(from) - 1);
            session.live(at(from));
            return session;
        }

        /** Publishes messages, one in each second from 1 on, each of which is delivered a number of times. */
        private void published(long... deliveries) {
            for (int i = 0; i < deliveries.length; i++) {
                history.published(returned(i + 1, i + 1.5, deliveries[i]));
            }
        }

        private static void received(Session session, int... numbers) {
            for (int number : numbers) {
                session.received(number);
            }
        }

        private static void closed(Session session, double at) {
            session.caughtUp(at(at));
            session.ended(Session.End.CLOSED, at(at));
        }

        private void isRight() {
            assertThat(history.broken(ONE_SERVER)).isEmpty();
            assertThat(history.broken(SEVERAL)).isEmpty();
        }

        private void isBroken() {
            assertThat(history.broken(ONE_SERVER)).isNotEmpty();
            assertThat(history.broken(SEVERAL)).isNotEmpty();
        }

        @Test
        void everythingArrivesOnEverySubscription() {
            published(2, 2, 2);
            for (int i = 0; i < 2; i++) {
                Session session = live(0);
                received(session, 1, 2, 3);
                closed(session, 5);
            }
            isRight();
        }

        @Test
        void nothingArrivesTwice() {
            published(1, 1);
            Session session = live(0);
            received(session, 1, 1, 2);
            closed(session, 5);
            isBroken();
        }

        @Test
        void messagesArriveInOrder() {
            published(1, 1);
            Session session = live(0);
            received(session, 2, 1);
            closed(session, 5);
            isBroken();
        }

        @Test
        void aMessageInDoubtMayArriveLate() {
            history.published(doubtful(1, 1.5));
            history.published(returned(2, 2.5, 1L));
            Session session = live(0);
            received(session, 2, 1);
            closed(session, 5);
            isRight();
        }

        @Test
        void aMessageInDoubtNeedNotArrive() {
            history.published(doubtful(1, 1.5));
            history.published(returned(2, 2.5, 1L));
            Session session = live(0);
            received(session, 2);
            closed(session, 5);
            isRight();
        }

        @Test
        void whatWasRefusedOrNeverPublishedDoesNotArrive() {
            history.published(refused(1, 1.5));
            Session session = live(0);
            received(session, 1);
            closed(session, 5);
            isBroken();
        }

        @Test
        void whatWasNeverPublishedDoesNotArrive() {
            Session session = live(0);
            received(session, 1);
            closed(session, 5);
            isBroken();
        }

        @Test
        void whatWasPublishedBeforeTheSubscriptionDoesNotArrive() {
            published(1);
            Session session = live(5);
            received(session, 1);
            closed(session, 6);
            isBroken();
        }

        @Test
        void aGapIsBroken() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1, 3);
            closed(session, 5);
            isBroken();
        }

        @Test
        void aGapBeforeALossIsBroken() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1, 3);
            session.ended(Session.End.LOST, at(5));
            isBroken();
        }

        @Test
        void whatIsMissedAtTheEndOfALostSubscriptionIsNotLostSilently() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1);
            session.ended(Session.End.LOST, at(6));
            isRight();
            assertThat(history.ended(Session.End.LOST)).isOne();
        }

        @Test
        void aSubscriptionMustTellOfItsLossInTime() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1);
            session.ended(Session.End.LOST, at(14));
            isBroken();
        }

        @Test
        void aSubscriptionMayTellOfAnOverflowWhenItsBufferIsTaken() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1);
            session.ended(Session.End.OVERFLOWED, at(30));
            isRight();
        }

        @Test
        void aGapBeforeAnOverflowIsBroken() {
            published(1, 1, 1);
            Session session = live(0);
            received(session, 1, 3);
            session.ended(Session.End.OVERFLOWED, at(30));
            isBroken();
        }

        @Test
        void aSubscriptionThatSaysThatNothingCameHasLostIt() {
            published(1, 1, 0);
            Session session = live(0);
            received(session, 1, 2);
            session.caughtUp(at(4));
            session.ended(Session.End.LOST, at(5));

            assertThat(history.broken(ONE_SERVER)).hasSize(1);
            assertThat(history.broken(SEVERAL)).as("the publisher was told").isEmpty();
        }

        @Test
        void aPublisherThatIsToldOfNoDeliveryMayUseAnotherServer() {
            published(1, 0, 0, 1);
            Session session = live(0);
            received(session, 1, 4);
            closed(session, 5);

            assertThat(history.broken(ONE_SERVER)).hasSize(2);
            assertThat(history.broken(SEVERAL)).isEmpty();
        }

        @Test
        void publishersAndSubscribersMustNotUseDifferentServersForLong() {
            history.published(returned(1, 1.5, 0L));
            history.published(returned(5, 6, 0L));
            history.published(returned(12, 13, 0L));
            Session session = live(0);
            closed(session, 20);

            assertThat(history.broken(SEVERAL)).hasSize(1);
        }

        @Test
        void aSubscriptionThatBeginsOrEndsMeanwhileMayMissAMessage() {
            history.published(returned(1, 3, 0L));
            history.published(returned(8, 10, 0L));
            Session session = live(2);
            session.caughtUp(at(9));
            session.ended(Session.End.CLOSED, at(9));
            isRight();
        }

        @Test
        void aDeliveryToALostSubscriptionCountsUntilTheServerNotices() {
            published(1, 2);
            Session lost = live(0);
            lost.ended(Session.End.LOST, at(0.5));
            Session session = live(0.7);
            received(session, 2);
            closed(session, 5);
            assertThat(history.broken(SEVERAL)).isEmpty();
        }

        @Test
        void aDeliveryThatNobodyHearsIsBroken() {
            published(1, 1);
            Session session = live(3);
            closed(session, 5);
            isBroken();
        }
    }
}
