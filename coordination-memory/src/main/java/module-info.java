/** The in-memory adapter and its fake clock. Depends on the api alone. */
module dev.coordination.memory {
    requires transitive dev.coordination;
    requires static org.jspecify;

    exports dev.coordination.memory;
}
