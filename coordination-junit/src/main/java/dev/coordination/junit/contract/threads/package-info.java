// SPDX-License-Identifier: Apache-2.0
/** The threads of a test, and how it waits for them. The module does not export it. */
@NullMarked
package dev.coordination.junit.contract.threads;

import org.jspecify.annotations.NullMarked;
