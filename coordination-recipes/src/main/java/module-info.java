// SPDX-License-Identifier: Apache-2.0
/** Recipes on the port, such as a leader elector and a lock, which work on every adapter. They depend only on the API. */
module dev.coordination.recipes {
    requires transitive dev.coordination;
    requires static org.jspecify;

    exports dev.coordination.recipes;
}
