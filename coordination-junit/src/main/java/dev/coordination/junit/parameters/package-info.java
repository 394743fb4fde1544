// SPDX-License-Identifier: Apache-2.0
/** How the extensions of different packages agree on which of them provides what. The module does not export this package. */
@NullMarked
package dev.coordination.junit.parameters;

import org.jspecify.annotations.NullMarked;
