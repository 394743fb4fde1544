// SPDX-License-Identifier: Apache-2.0
/** Makes the same generated calls on two adapters, compares the results, and shrinks sequences that differ. */
@NullMarked
package dev.coordination.junit.differential;

import org.jspecify.annotations.NullMarked;
