package dev.coordination.redis;

/** What a call is about, as a message names it: {@code get of key "user:1"}. */
record Operation(String verb, String kind, String name) {

    @Override
    public String toString() {
        return verb + " of " + kind + (name.isEmpty() ? "" : " " + Shown.name(name));
    }
}
