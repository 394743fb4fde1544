// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.threads;

import java.util.concurrent.Callable;

/**
 * Lets checked exceptions through undeclared. The tests of the contract are public, and a public method that declares an
 * exception has to document it, although no caller but JUnit will ever see it.
 */
public final class Unchecked {

    private Unchecked() {}

    /** Returns what a call returns, or throws what it throws, be it checked. */
    public static <T> T call(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw asIs(e);
        }
    }

    /** Throws this very exception; the return type is for the compiler, which does not know that it never returns. */
    public static RuntimeException asIs(Throwable thrown) {
        return Unchecked.<RuntimeException>thrown(thrown);
    }

    @SuppressWarnings("unchecked") // Erased: nothing is cast, and the compiler takes it for an unchecked exception.
    private static <E extends Throwable> RuntimeException thrown(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
