// SPDX-License-Identifier: Apache-2.0
/** In-memory coordination, on a clock that a test moves or in real time. */
@NullMarked
package dev.coordination.memory;

import org.jspecify.annotations.NullMarked;
