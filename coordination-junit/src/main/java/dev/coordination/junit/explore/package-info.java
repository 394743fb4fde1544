// SPDX-License-Identifier: Apache-2.0
/**
 * Exploration: runs code of several nodes under every interleaving of its coordination calls, and with every fault.
 */
@NullMarked
package dev.coordination.junit.explore;

import org.jspecify.annotations.NullMarked;
