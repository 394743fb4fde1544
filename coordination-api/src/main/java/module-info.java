/** The port for distributed coordination: interfaces, value types and exceptions. Depends on nothing. */
module dev.coordination {
    // Annotations only: transitive, so that null checkers of users see them, static, so that nobody needs them to run.
    requires static transitive org.jspecify;

    exports dev.coordination;
}
