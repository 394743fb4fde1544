// SPDX-License-Identifier: Apache-2.0
/** The parity report: what a run showed of its adapters, for people and for programs. */
@NullMarked
package dev.coordination.parity.report;

import org.jspecify.annotations.NullMarked;
