// SPDX-License-Identifier: Apache-2.0
/** The in-memory adapter, on a fake clock or in real time. It depends only on the API. */
@SuppressWarnings("module") // The JUnit module is compiled later.
module dev.coordination.memory {
    requires transitive dev.coordination;
    requires static org.jspecify;

    exports dev.coordination.memory;
    exports dev.coordination.memory.pacing to
            dev.coordination.junit;
}
