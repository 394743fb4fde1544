// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that either throw their failures or pass them to soft assertions. AssertJ's own soft assertions are
 * generated subclasses, which cannot be initialized if AssertJ is a named module.
 */
abstract class CollectingAssert<SELF extends CollectingAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {

    /** Receives each failure, and either collects or throws it. */
    final Consumer<AssertionError> onFailure;

    CollectingAssert(@Nullable ACTUAL actual, Class<SELF> type, Consumer<AssertionError> onFailure) {
        super(actual, type);
        this.onFailure = onFailure;
    }

    /** Throws a failure at once, as standard assertions do. */
    static void rethrow(AssertionError failure) {
        throw failure;
    }

    /** Runs an assertion, which throws an {@link AssertionError} if it does not hold. */
    final SELF check(Runnable assertion) {
        try {
            if (actual == null) {
                throw failure("Expecting actual not to be null");
            }
            assertion.run();
        } catch (AssertionError failure) {
            onFailure.accept(failure);
        }
        return myself;
    }
}
