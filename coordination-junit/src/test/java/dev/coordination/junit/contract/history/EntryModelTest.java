// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.contract.history.EntryModel.Ask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryModelTest {

    private static final EntryModel MODEL = new EntryModel();

    /** Returns whether these calls, each of which ends before the next one begins, agree with the model. */
    private static boolean agree(Object... asksAndOutputs) {
        List<RecordedCall<Ask, String>> calls = new ArrayList<>();
        for (int i = 0; i < asksAndOutputs.length; i += 2) {
            calls.add(new RecordedCall<>(0, (Ask) asksAndOutputs[i], (String) asksAndOutputs[i + 1], i, i + 1L));
        }
        return Linearizability.check(MODEL, calls) instanceof Verdict.Ok;
    }

    @Test
    void aKeyExpiresWhenItsStepsHavePassed() {
        Ask step = new EntryModel.StepOfTime();

        assertThat(agree(new EntryModel.Set("5", 2), "done", step, "done", new EntryModel.Get(), "5"))
                .isTrue();
        assertThat(agree(new EntryModel.Set("5", 2), "done", step, "done", step, "done", new EntryModel.Get(), ""))
                .isTrue();
        assertThat(agree(new EntryModel.Set("5", 1), "done", step, "done", new EntryModel.Get(), "5"))
                .isFalse();
        assertThat(agree(new EntryModel.Set("5", EntryModel.NEVER), "done", step, "done", new EntryModel.Get(), ""))
                .isFalse();
    }

    @Test
    void anExpiredKeyIsCreatedAnew() {
        Ask step = new EntryModel.StepOfTime();

        assertThat(agree(
                        new EntryModel.Increment(5, 1),
                        "5",
                        step,
                        "done",
                        new EntryModel.Increment(5, 3),
                        "5",
                        new EntryModel.Ttl(),
                        "3"))
                .isTrue();
        assertThat(agree(new EntryModel.Increment(5, 1), "5", step, "done", new EntryModel.Increment(5, 3), "10"))
                .isFalse();
        assertThat(agree(
                        new EntryModel.SetIfAbsent("5", 1),
                        "true",
                        step,
                        "done",
                        new EntryModel.SetIfAbsent("6", 1),
                        "false"))
                .isFalse();
    }

    @Test
    void onlyOperationsThatTakeATtlChangeIt() {
        assertThat(agree(
                        new EntryModel.Set("5", 3),
                        "done",
                        new EntryModel.Increment(1, 1),
                        "6",
                        new EntryModel.Replace("6", "7"),
                        "true",
                        new EntryModel.Ttl(),
                        "3",
                        new EntryModel.Expire(1),
                        "true",
                        new EntryModel.Ttl(),
                        "1",
                        new EntryModel.Set("8", EntryModel.NEVER),
                        "done",
                        new EntryModel.Ttl(),
                        ""))
                .isTrue();
        assertThat(agree(
                        new EntryModel.Set("5", 3),
                        "done",
                        new EntryModel.Replace("5", "7"),
                        "true",
                        new EntryModel.Ttl(),
                        ""))
                .isFalse();
    }

    @Test
    void aKeyIsDeletedOnce() {
        assertThat(agree(
                        new EntryModel.Set("5", 3),
                        "done",
                        new EntryModel.DeleteMatching(),
                        "1",
                        new EntryModel.Delete(),
                        "false",
                        new EntryModel.DeleteMatching(),
                        "0",
                        new EntryModel.Exists(),
                        "false"))
                .isTrue();
        assertThat(agree(
                        new EntryModel.Set("5", 3),
                        "done",
                        new EntryModel.Delete(),
                        "true",
                        new EntryModel.DeleteMatching(),
                        "1"))
                .isFalse();
        assertThat(agree(
                        new EntryModel.Set("5", 3),
                        "done",
                        new EntryModel.DeleteExpected("6"),
                        "false",
                        new EntryModel.Expire(2),
                        "false"))
                .isFalse();
    }
}
