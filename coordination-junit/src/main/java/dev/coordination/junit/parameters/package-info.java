// SPDX-License-Identifier: Apache-2.0
/**
 * Lets the extensions of different packages agree on which of them provides a parameter. The module does not export this package.
 */
@NullMarked
package dev.coordination.junit.parameters;

import org.jspecify.annotations.NullMarked;
