// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that throw their failures, or pass them to soft assertions. AssertJ itself makes assertions soft with a generated
 * subclass, which cannot be initialized if AssertJ is a module.
 */
abstract class CollectingAssert<SELF extends CollectingAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {

    /** Receives a failure: collects it, or throws it. */
    final Consumer<AssertionError> onFailure;

    CollectingAssert(@Nullable ACTUAL actual, Class<SELF> type, Consumer<AssertionError> onFailure) {
        super(actual, type);
        this.onFailure = onFailure;
    }

    /** Throws a failure, as assertions that are not soft do. */
    static void rethrow(AssertionError failure) {
        throw failure;
    }

    /** Makes an assertion that throws an {@link AssertionError} if it does not hold. */
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
