// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.contract.history.LeaseModel.Answer;
import dev.coordination.junit.contract.history.LeaseModel.CurrentLeader;
import dev.coordination.junit.contract.history.LeaseModel.Release;
import dev.coordination.junit.contract.history.LeaseModel.Renew;
import dev.coordination.junit.contract.history.LeaseModel.TryAcquire;
import dev.coordination.junit.contract.history.MemberModel.Deregister;
import dev.coordination.junit.contract.history.MemberModel.GetMetadata;
import dev.coordination.junit.contract.history.MemberModel.Heartbeat;
import dev.coordination.junit.contract.history.MemberModel.Register;
import dev.coordination.junit.contract.history.ValueModel.Ask;
import dev.coordination.junit.contract.history.ValueModel.Delete;
import dev.coordination.junit.contract.history.ValueModel.Get;
import dev.coordination.junit.contract.history.ValueModel.Increment;
import dev.coordination.junit.contract.history.ValueModel.Replace;
import dev.coordination.junit.contract.history.ValueModel.SetIfAbsent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    private static final ValueModel VALUES = new ValueModel();

    private static <I, O> RecordedCall<I, O> call(int thread, long start, long end, I input, O output) {
        return new RecordedCall<>(thread, input, output, start, end);
    }

    private static <I, O> RecordedCall<I, O> unknown(int thread, long start, I input) {
        return new RecordedCall<>(thread, input, null, start, RecordedCall.OPEN);
    }

    private static Ask set(String value) {
        return new ValueModel.Set(value);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Verdict values(RecordedCall<Ask, String>... calls) {
        return Linearizability.check(VALUES, List.of(calls));
    }

    @Nested
    class Values {

        @Test
        void anEmptyHistoryIsLinearizable() {
            assertThat(values()).isInstanceOf(Verdict.Ok.class);
        }

        @Test
        void aReadMayOrMayNotSeeAConcurrentWrite() {
            assertThat(values(call(1, 0, 10, set("a"), "true"), call(2, 5, 6, new Get(), "a")))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(values(call(1, 0, 10, set("a"), "true"), call(2, 5, 6, new Get(), "")))
                    .isInstanceOf(Verdict.Ok.class);
        }

        @Test
        void aReadAfterAWriteMustSeeIt() {
            assertThat(values(call(1, 0, 1, set("a"), "true"), call(2, 2, 3, new Get(), "")))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void aReadMayNotGoBackInTime() {
            assertThat(values(
                            call(1, 0, 100, set("a"), "true"),
                            call(2, 10, 20, new Get(), "a"),
                            call(3, 30, 40, new Get(), "")))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void aLostIncrementIsDetected() {
            assertThat(values(
                            call(1, 0, 10, new Increment(1), "1"),
                            call(2, 0, 10, new Increment(1), "1"),
                            call(1, 20, 30, new Get(), "1")))
                    .isInstanceOf(Verdict.Violated.class);
            assertThat(values(
                            call(1, 0, 10, new Increment(1), "2"),
                            call(2, 0, 10, new Increment(1), "1"),
                            call(1, 20, 30, new Get(), "2")))
                    .isInstanceOf(Verdict.Ok.class);
        }

        @Test
        void aDeleteThatReturnsFalseButDeletesIsDetected() {
            assertThat(values(
                            call(1, 0, 1, set("a"), "true"),
                            call(1, 2, 10, new Delete(), "false"),
                            call(2, 11, 12, new Get(), "")))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void twoCreatorsOfOneKeyAreDetected() {
            assertThat(values(
                            call(1, 0, 10, new SetIfAbsent("a"), "true"), call(2, 0, 10, new SetIfAbsent("b"), "true")))
                    .isInstanceOf(Verdict.Violated.class);
            assertThat(values(
                            call(1, 0, 10, new SetIfAbsent("a"), "true"),
                            call(2, 0, 10, new SetIfAbsent("b"), "false")))
                    .isInstanceOf(Verdict.Ok.class);
        }

        @Test
        void aReplaceThatIgnoresTheExpectedValueIsDetected() {
            assertThat(values(call(1, 0, 1, set("a"), "true"), call(2, 2, 3, new Replace("b", "c"), "true")))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void aCallWithAnUnknownOutcomeMayOrMayNotHaveTakenEffect() {
            assertThat(values(unknown(1, 0, set("a")), call(2, 5, 6, new Get(), "a")))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(values(unknown(1, 0, set("a")), call(2, 5, 6, new Get(), "")))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(values(
                            unknown(1, 0, set("a")),
                            call(2, 5, 6, new Get(), ""),
                            call(2, 7, 8, new Get(), "a"),
                            call(2, 9, 10, new Get(), "")))
                    .as("a call takes effect at most once")
                    .isInstanceOf(Verdict.Violated.class);
            assertThat(values(call(2, 5, 6, new Get(), "a"), unknown(1, 7, set("a"))))
                    .as("a call does not take effect before it starts")
                    .isInstanceOf(Verdict.Violated.class);
        }
    }

    @Nested
    class Elections {

        private final LeaseModel model = new LeaseModel();

        @SafeVarargs
        @SuppressWarnings("varargs")
        private Verdict elections(RecordedCall<LeaseModel.Ask, Answer>... calls) {
            return Linearizability.check(model, List.of(calls));
        }

        @Test
        void oneWinnerAtATimeWithIncreasingTokensIsLinearizable() {
            assertThat(elections(
                            call(1, 0, 10, new TryAcquire("a"), Answer.term("a", 7)),
                            call(2, 0, 10, new TryAcquire("b"), Answer.nobody()),
                            call(1, 11, 12, new TryAcquire("a"), Answer.term("a", 7)),
                            call(1, 13, 14, new Renew("a", 7), Answer.of(true)),
                            call(1, 15, 20, new Release("a", 7), Answer.of(true)),
                            call(2, 16, 25, new TryAcquire("b"), Answer.term("b", 9)),
                            call(1, 26, 27, new Renew("a", 7), Answer.of(false)),
                            call(1, 28, 29, new CurrentLeader(), Answer.term("b", 9))))
                    .isInstanceOf(Verdict.Ok.class);
        }

        @Test
        void twoWinnersAreDetected() {
            assertThat(elections(
                            call(1, 0, 10, new TryAcquire("a"), Answer.term("a", 1)),
                            call(2, 0, 10, new TryAcquire("b"), Answer.term("b", 2))))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void aTokenThatDoesNotIncreaseIsDetected() {
            assertThat(elections(
                            call(1, 0, 1, new TryAcquire("a"), Answer.term("a", 7)),
                            call(1, 2, 3, new Release("a", 7), Answer.of(true)),
                            call(1, 4, 5, new TryAcquire("a"), Answer.term("a", 7))))
                    .isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void anUnknownTokenIsFixedOnceItIsRead() {
            assertThat(elections(
                            unknown(1, 0, new TryAcquire("a")),
                            call(2, 5, 6, new CurrentLeader(), Answer.term("a", 3)),
                            call(1, 7, 8, new TryAcquire("a"), Answer.term("a", 3))))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(elections(
                            unknown(1, 0, new TryAcquire("a")),
                            call(2, 5, 6, new CurrentLeader(), Answer.term("a", 3)),
                            call(1, 7, 8, new TryAcquire("a"), Answer.term("a", 4))))
                    .isInstanceOf(Verdict.Violated.class);
        }
    }

    @Nested
    class Members {

        private final MemberModel model = new MemberModel();

        @SafeVarargs
        @SuppressWarnings("varargs")
        private Verdict members(RecordedCall<MemberModel.Ask, String>... calls) {
            return Linearizability.check(model, List.of(calls));
        }

        @Test
        void aHeartbeatReturnsTrueOnlyForAMember() {
            assertThat(members(
                            call(1, 0, 1, new Register("x"), "true"),
                            call(2, 2, 3, new Heartbeat(), "true"),
                            call(2, 4, 5, new GetMetadata(), "x"),
                            call(1, 6, 7, new Deregister(), "true"),
                            call(2, 8, 9, new Heartbeat(), "false"),
                            call(2, 10, 11, new GetMetadata(), "")))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(members(call(1, 0, 1, new Heartbeat(), "true"))).isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void aHeartbeatThatRevivesADeregisteredMemberIsDetected() {
            assertThat(members(
                            call(1, 0, 1, new Register("x"), "true"),
                            call(2, 2, 20, new Heartbeat(), "true"),
                            call(1, 3, 4, new Deregister(), "true"),
                            call(1, 21, 22, new GetMetadata(), "x")))
                    .isInstanceOf(Verdict.Violated.class);
        }
    }

    @Nested
    class Verdicts {

        @Test
        void theShortestViolatingPartIsShown() {
            Verdict verdict = values(
                    call(1, 0, 1, set("before"), "true"),
                    call(1, 10, 11, set("a"), "true"),
                    call(2, 20, 21, new Get(), "b"),
                    call(2, 30, 31, new Get(), "a"));

            assertThat(verdict).isEqualTo(new Verdict.Violated("""
                            no order of these calls explains what they returned:
                              thread 1: Set[value=a] -> true
                              thread 2: Get[] -> b"""));
        }

        @Test
        void aSearchThatReachesItsBoundIsUndecided() {
            List<RecordedCall<Ask, String>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(call(i, 0, 100, set("value " + i), "true"));
            }
            calls.add(call(12, 0, 100, new Get(), "never set"));

            assertThat(Linearizability.check(VALUES, calls, 10_000)).isInstanceOf(Verdict.Undecided.class);
            assertThat(Linearizability.check(VALUES, calls)).isInstanceOf(Verdict.Violated.class);
        }

        @Test
        void manyConcurrentCallsAreDecidedWithinTheUsualBound() {
            List<RecordedCall<Ask, String>> calls = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                calls.add(call(i % 4, i, i + 4, new Increment(1), String.valueOf(i + 1)));
            }

            assertThat(Linearizability.check(VALUES, calls)).isInstanceOf(Verdict.Ok.class);
        }
    }

    @Nested
    class Recording {

        @Test
        void anUnavailableCallIsRecordedAsOpen() throws Exception {
            HistoryRecorder<Ask, String> recorder = new HistoryRecorder<>(2);

            recorder.record(0, new Get(), () -> "a");
            recorder.record(1, new Delete(), () -> {
                throw new CoordinationUnavailableException("gone");
            });

            List<RecordedCall<Ask, String>> history = recorder.history();
            assertThat(history).hasSize(2);
            assertThat(history.get(0).output()).isEqualTo("a");
            assertThat(history.get(0).end())
                    .isGreaterThanOrEqualTo(history.get(0).start());
            assertThat(history.get(1).output()).isNull();
            assertThat(history.get(1).end()).isEqualTo(RecordedCall.OPEN);
        }
    }
}
