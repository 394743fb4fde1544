// SPDX-License-Identifier: Apache-2.0
/** The known divergences of the Redis adapter from the contract. */
@NullMarked
package dev.coordination.parity;

import org.jspecify.annotations.NullMarked;
