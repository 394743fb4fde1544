// SPDX-License-Identifier: Apache-2.0
/** Writes the parity report, which shows the results of a run for people and for programs. */
@NullMarked
package dev.coordination.parity.report;

import org.jspecify.annotations.NullMarked;
