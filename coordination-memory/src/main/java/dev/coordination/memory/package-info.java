/** Coordination in memory, on a clock that the test controls. */
@NullMarked
package dev.coordination.memory;

import org.jspecify.annotations.NullMarked;
