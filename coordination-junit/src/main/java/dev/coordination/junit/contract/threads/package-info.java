// SPDX-License-Identifier: Apache-2.0
/** The background threads of a test, and ways to wait for them. Not exported. */
@NullMarked
package dev.coordination.junit.contract.threads;

import org.jspecify.annotations.NullMarked;
