/** The JUnit extension, the contract suite, and the harness that an adapter author implements. */
module dev.coordination.junit {
    requires transitive dev.coordination;
    requires transitive dev.coordination.memory;
    requires transitive org.junit.jupiter.api;
    // Without "transitive" a user's tests compile and then die with an IllegalAccessError.
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;

    exports dev.coordination.junit;
    exports dev.coordination.junit.contract;

    // JUnit calls the contract's test methods by reflection.
    opens dev.coordination.junit.contract to
            org.junit.platform.commons;
}
