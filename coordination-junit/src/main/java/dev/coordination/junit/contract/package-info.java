// SPDX-License-Identifier: Apache-2.0
/** The contract that every adapter keeps, as a suite that runs against any of them. */
@NullMarked
package dev.coordination.junit.contract;

import org.jspecify.annotations.NullMarked;
