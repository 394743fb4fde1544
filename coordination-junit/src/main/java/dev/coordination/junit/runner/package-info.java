// SPDX-License-Identifier: Apache-2.0
/** Runs the contract without a test class, and reports the results. */
@NullMarked
package dev.coordination.junit.runner;

import org.jspecify.annotations.NullMarked;
