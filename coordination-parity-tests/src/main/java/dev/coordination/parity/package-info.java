/** A harness for a real Redis, and what it takes to have one. */
@NullMarked
package dev.coordination.parity;

import org.jspecify.annotations.NullMarked;
