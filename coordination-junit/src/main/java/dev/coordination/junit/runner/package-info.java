// SPDX-License-Identifier: Apache-2.0
/** Runs the contract without a test class, and says what came of it. */
@NullMarked
package dev.coordination.junit.runner;

import org.jspecify.annotations.NullMarked;
