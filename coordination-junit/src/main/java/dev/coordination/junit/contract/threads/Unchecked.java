// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.concurrent.Callable;

/**
 * Throws checked exceptions without declaring them: for interfaces that do not allow them, and for methods that many tests
 * call.
 */
public final class Unchecked {

    private Unchecked() {}

    /** Returns what a call returns, or throws what it throws, checked or not. */
    public static <T> T call(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw asIs(e);
        }
    }

    /** Throws this exception. Never returns: the return type lets a caller write {@code throw asIs(e)}. */
    public static RuntimeException asIs(Throwable thrown) {
        return Unchecked.<RuntimeException>thrown(thrown);
    }

    @SuppressWarnings("unchecked") // The type is erased, so nothing is cast.
    private static <E extends Throwable> RuntimeException thrown(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
