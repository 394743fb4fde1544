// SPDX-License-Identifier: Apache-2.0
/** Simulates lost replies for the in-memory adapter, which has no connection that could break. Not exported. */
@NullMarked
package dev.coordination.junit.harness.loss;

import org.jspecify.annotations.NullMarked;
