// SPDX-License-Identifier: Apache-2.0
/** Checks that histories of concurrent calls are linearizable. Not exported. */
@NullMarked
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.NullMarked;
