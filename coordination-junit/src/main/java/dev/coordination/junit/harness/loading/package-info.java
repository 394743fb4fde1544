// SPDX-License-Identifier: Apache-2.0
/** Creates harnesses from their classes. */
@NullMarked
package dev.coordination.junit.harness.loading;

import org.jspecify.annotations.NullMarked;
