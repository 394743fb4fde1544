// SPDX-License-Identifier: Apache-2.0
/**
 * The JUnit extension that gives every test a fresh in-memory {@code DistributedCoordination} and the clock that
 * controls it.
 */
@NullMarked
package dev.coordination.junit;

import org.jspecify.annotations.NullMarked;
