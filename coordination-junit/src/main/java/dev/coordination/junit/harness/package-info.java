/** Harnesses that are named by their class. */
@NullMarked
package dev.coordination.junit.harness;

import org.jspecify.annotations.NullMarked;
