// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * An exception of a test that ran on one of several adapters, with the adapter in its message. The cause is the exception.
 *
 * @see OnEveryAdapter
 * @since 0.1.0
 */
public final class OnEveryAdapterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OnEveryAdapterException(String message, Throwable cause) {
        super(message, cause);
    }
}
