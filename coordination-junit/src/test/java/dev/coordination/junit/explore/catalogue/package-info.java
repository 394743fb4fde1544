// SPDX-License-Identifier: Apache-2.0
/**
 * The catalogue of known bugs: small programs as users might write them, each in a version with a bug and in a corrected version.
 */
@NullMarked
package dev.coordination.junit.explore.catalogue;

import org.jspecify.annotations.NullMarked;
