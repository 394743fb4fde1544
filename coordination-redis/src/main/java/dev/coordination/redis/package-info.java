/** Coordination on a real Redis. */
@NullMarked
package dev.coordination.redis;

import org.jspecify.annotations.NullMarked;
