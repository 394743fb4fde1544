// SPDX-License-Identifier: Apache-2.0
/** Recipes on the port, which work on every adapter: a leader elector. It depends only on the API. */
module dev.coordination.recipes {
    requires transitive dev.coordination;
    requires static org.jspecify;

    exports dev.coordination.recipes;
}
