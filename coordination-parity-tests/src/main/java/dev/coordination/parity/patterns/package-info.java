// SPDX-License-Identifier: Apache-2.0
/** Compares the names that every pattern up to a given length matches, in the in-memory adapter and on a server. */
@NullMarked
package dev.coordination.parity.patterns;

import org.jspecify.annotations.NullMarked;
