// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The outcome of a call: the result in a form that can be compared, or the type of the exception. */
record Outcome(@Nullable Object value, @Nullable Class<? extends Throwable> thrown) {

    /** The outcome of a call that returns nothing. */
    static final String DONE = "done";

    static Outcome of(Callable<?> call) {
        try {
            return new Outcome(call.call(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(null, e.getClass());
        } catch (IllegalArgumentException e) {
            return new Outcome(null, IllegalArgumentException.class); // Or a subclass, which means the same.
        } catch (Exception | AssertionError e) {
            return new Outcome(null, e.getClass());
        }
    }

    @Override
    public String toString() {
        return thrown == null ? String.valueOf(value) : thrown.getSimpleName();
    }
}
