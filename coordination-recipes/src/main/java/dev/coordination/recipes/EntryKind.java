// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a {@link CacheEntry} tells. */
enum EntryKind {

    /** The value is being loaded. */
    LOADING,

    /** There is a value. */
    VALUE,

    /** There is a value, which is being refreshed. */
    REFRESHING_VALUE,

    /** There is no value, which is known. */
    NONE,

    /** There is no value, which is being refreshed. */
    REFRESHING_NONE;

    /** Returns the kind with this name, or {@code null} if there is none. */
    static @Nullable EntryKind of(String name) {
        for (EntryKind kind : values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    /** Returns whether the key is loaded: whether what is known about it can be returned. */
    boolean isLoaded() {
        return this != LOADING;
    }

    boolean hasValue() {
        return this == VALUE || this == REFRESHING_VALUE;
    }

    boolean isRefreshing() {
        return this == REFRESHING_VALUE || this == REFRESHING_NONE;
    }

    EntryKind refreshing() {
        return hasValue() ? REFRESHING_VALUE : REFRESHING_NONE;
    }

    /** Returns the name in lower case, as it is stored. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
