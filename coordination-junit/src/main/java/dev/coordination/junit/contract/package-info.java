// SPDX-License-Identifier: Apache-2.0
/** The contract that every adapter keeps: a test suite that runs against any adapter. */
@NullMarked
package dev.coordination.junit.contract;

import org.jspecify.annotations.NullMarked;
