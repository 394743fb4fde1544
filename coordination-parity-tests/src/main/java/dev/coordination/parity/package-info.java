// SPDX-License-Identifier: Apache-2.0
/** The divergences of the Redis adapter from the contract that are known. */
@NullMarked
package dev.coordination.parity;

import org.jspecify.annotations.NullMarked;
