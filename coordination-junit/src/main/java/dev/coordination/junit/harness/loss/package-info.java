// SPDX-License-Identifier: Apache-2.0
/** Simulates lost replies in memory, where there is no connection that could break. Not exported. */
@NullMarked
package dev.coordination.junit.harness.loss;

import org.jspecify.annotations.NullMarked;
