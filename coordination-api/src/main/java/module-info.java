/** The port for distributed coordination: interfaces, value types and exceptions. Depends on nothing. */
module dev.coordination {
    // Annotations only. Not transitive: a consumer without jspecify on its module path could not be compiled.
    requires static org.jspecify;

    exports dev.coordination;
}
