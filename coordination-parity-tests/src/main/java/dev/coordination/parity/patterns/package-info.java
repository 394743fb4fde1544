// SPDX-License-Identifier: Apache-2.0
/** Compares which names every pattern up to a given length matches, in memory and on a server. */
@NullMarked
package dev.coordination.parity.patterns;

import org.jspecify.annotations.NullMarked;
