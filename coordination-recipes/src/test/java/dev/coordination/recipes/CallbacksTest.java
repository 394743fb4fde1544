// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what callbacks that are made on one thread see of each other. */
class CallbacksTest {

    private final List<String> seen = new ArrayList<>();
    private final Callbacks callbacks =
            new Callbacks(Runnable::run, new ErrorReporter(Callbacks.class, thrown -> {}, "test"));

    private void see(String callback) {
        seen.add(callback + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
        Thread.currentThread().interrupt();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("E-43")
    @Tag("E-57")
    void anInterruptReachesNoLaterCallbackButTheThread(boolean finish) {
        callbacks.add(() -> {
            see("first");
            callbacks.add(() -> see("added meanwhile"));
        });
        callbacks.add(() -> see("second"));
        if (finish) {
            callbacks.finish();
        } else {
            callbacks.dispatch();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly("first", "second", "added meanwhile");
    }

    @Test
    @Tag("E-43")
    @Tag("E-57")
    void theThreadIsInterruptedEvenIfACallbackThrowsAnError() {
        callbacks.add(() -> {
            see("first");
            throw new AssertionError("first");
        });
        callbacks.add(() -> seen.add("second"));

        assertThatThrownBy(callbacks::finish).isInstanceOf(AssertionError.class).hasMessage("first");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    @Tag("E-43")
    @Tag("E-57")
    void aThreadIsNotInterruptedIfNoCallbackWas() {
        callbacks.add(() -> seen.add("first"));
        callbacks.finish();

        assertThat(Thread.interrupted()).isFalse();
    }
}
