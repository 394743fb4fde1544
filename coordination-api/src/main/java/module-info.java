// SPDX-License-Identifier: Apache-2.0
/**
 * The port for distributed coordination: interfaces, value types, exceptions, and building blocks for adapters. It
 * depends on nothing.
 */
module dev.coordination {
    // Annotations only. Not transitive, so that consumers compile without jspecify on their module path.
    requires static org.jspecify;

    exports dev.coordination;
    exports dev.coordination.spi;
}
