// SPDX-License-Identifier: Apache-2.0
/** Exploration: runs the code of several nodes in every interleaving of their coordination calls, and with every fault. */
@NullMarked
package dev.coordination.junit.explore;

import org.jspecify.annotations.NullMarked;
