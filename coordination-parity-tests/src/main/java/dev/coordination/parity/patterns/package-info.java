// SPDX-License-Identifier: Apache-2.0
/** Every pattern up to a length against every name, in memory and on a server: which match, by the account of either. */
@NullMarked
package dev.coordination.parity.patterns;

import org.jspecify.annotations.NullMarked;
