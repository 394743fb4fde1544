// SPDX-License-Identifier: Apache-2.0
/** The catalogue of known bugs: small programs, each with a bug and without it, as their authors would write them. */
@NullMarked
package dev.coordination.junit.explore.catalogue;

import org.jspecify.annotations.NullMarked;
