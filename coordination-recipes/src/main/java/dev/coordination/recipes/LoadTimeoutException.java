// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import java.time.Duration;

/**
 * Others have not loaded the value of a key within the {@linkplain LoadingCacheBuilder#waitTimeout wait timeout}.
 *
 * @since 0.1.0
 */
public final class LoadTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadTimeoutException(String key, Duration timeout) {
        super("the value of key " + Arguments.quoted(key) + " was not loaded by others within " + timeout);
    }
}
