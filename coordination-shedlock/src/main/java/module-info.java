// SPDX-License-Identifier: Apache-2.0
/** A lock provider for ShedLock, which works on every adapter. */
module dev.coordination.shedlock {
    requires transitive dev.coordination;
    requires transitive net.javacrumbs.shedlock.core;
    requires static org.jspecify;

    exports dev.coordination.shedlock;
}
