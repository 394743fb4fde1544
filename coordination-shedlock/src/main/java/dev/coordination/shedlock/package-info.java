// SPDX-License-Identifier: Apache-2.0
/**
 * A lock provider for ShedLock: {@link dev.coordination.shedlock.CoordinationLockProvider}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.coordination.shedlock;

import org.jspecify.annotations.NullMarked;
