// SPDX-License-Identifier: Apache-2.0
/** Timelines of failed tests, and the formatting of names and payloads in messages. Not exported. */
@NullMarked
package dev.coordination.junit.timeline;

import org.jspecify.annotations.NullMarked;
