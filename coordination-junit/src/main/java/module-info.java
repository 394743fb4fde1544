// SPDX-License-Identifier: Apache-2.0
/** The JUnit extension, the contract suite, the comparison of adapters, and the harness that an adapter author implements. */
module dev.coordination.junit {
    requires transitive dev.coordination;
    requires transitive dev.coordination.memory;
    requires transitive org.junit.jupiter.api;
    // Without "transitive", a user's tests compile but fail with an IllegalAccessError.
    requires transitive org.assertj.core;
    // Exploration must know which thread holds the lock for which another thread waits.
    requires java.management;
    requires static org.jspecify;
    // Needed only to run the contract without a test class.
    requires static org.junit.platform.launcher;

    exports dev.coordination.junit;
    exports dev.coordination.junit.contract;
    exports dev.coordination.junit.differential;
    exports dev.coordination.junit.explore;
    exports dev.coordination.junit.harness;
    exports dev.coordination.junit.runner;

    // JUnit creates extensions, and calls the contract's test methods, by reflection.
    opens dev.coordination.junit to
            org.junit.platform.commons;
    opens dev.coordination.junit.contract to
            org.junit.platform.commons;
    opens dev.coordination.junit.explore to
            org.junit.platform.commons;
    opens dev.coordination.junit.runner to
            org.junit.platform.commons;
}
