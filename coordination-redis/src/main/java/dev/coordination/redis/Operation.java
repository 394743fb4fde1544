package dev.coordination.redis;

import dev.coordination.Arguments;
import org.jspecify.annotations.Nullable;

/** A call and what it is about, as a message names it: {@code get of key "user:1"}. */
record Operation(String verb, String kind, @Nullable String name) {

    @Override
    public String toString() {
        return verb + " of " + kind + (name == null ? "" : " " + Arguments.quoted(name));
    }
}
