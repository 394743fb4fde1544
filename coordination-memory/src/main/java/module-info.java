// SPDX-License-Identifier: Apache-2.0
/** The in-memory adapter, on a fake clock or in real time. Depends on the API alone. */
module dev.coordination.memory {
    requires transitive dev.coordination;
    requires static org.jspecify;

    exports dev.coordination.memory;
}
