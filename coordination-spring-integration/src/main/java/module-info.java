// SPDX-License-Identifier: Apache-2.0
/** A lock registry for Spring Integration, which works on every adapter. */
module dev.coordination.spring.integration {
    requires transitive dev.coordination;
    requires transitive spring.integration.core;
    requires transitive spring.context;
    requires transitive spring.tx;
    requires static org.jspecify;

    exports dev.coordination.spring.integration;
}
