// SPDX-License-Identifier: Apache-2.0
/** Calls that wait in real time, too, while a fake clock moves. Exported only to the JUnit module. */
@NullMarked
package dev.coordination.memory.pacing;

import org.jspecify.annotations.NullMarked;
