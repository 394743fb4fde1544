// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import org.jspecify.annotations.Nullable;

/** A call and its subject, as messages describe them: {@code get of key "user:1"}. */
record CallDescription(String method, String kind, @Nullable String name) {

    @Override
    public String toString() {
        return method + " of " + kind + (name == null ? "" : " " + Arguments.quoted(name));
    }
}
