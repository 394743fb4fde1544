// SPDX-License-Identifier: Apache-2.0
/** Checks that what concurrent threads called and got is linearizable. The module does not export it. */
@NullMarked
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.NullMarked;
