// SPDX-License-Identifier: Apache-2.0
/** Timelines of failed tests, and how messages show them. Not exported. */
@NullMarked
package dev.coordination.junit.timeline;

import org.jspecify.annotations.NullMarked;
