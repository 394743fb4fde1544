// SPDX-License-Identifier: Apache-2.0
/** The catalogue of known bugs: small programs as users might write them, each with a bug and corrected. */
@NullMarked
package dev.coordination.junit.explore.catalogue;

import org.jspecify.annotations.NullMarked;
