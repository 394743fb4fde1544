// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/**
 * The server sent a reply that the command cannot have. The replies on the connection can no longer be told apart, so it must
 * be closed.
 */
final class UnexpectedReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnexpectedReplyException(String message) {
        super(message);
    }
}
