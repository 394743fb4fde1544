// SPDX-License-Identifier: Apache-2.0
/** Load on real servers that are killed, paused and replaced meanwhile, and the invariants that must hold nevertheless. */
@NullMarked
package dev.coordination.redis.chaos;

import org.jspecify.annotations.NullMarked;
