// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * Wraps an exception of a test that ran on one of several adapters. The message names the adapter; the cause is the
 * original exception.
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
