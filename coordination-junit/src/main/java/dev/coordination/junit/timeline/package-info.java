/** What happened in a test that failed, and how messages show it. Not exported. */
@NullMarked
package dev.coordination.junit.timeline;

import org.jspecify.annotations.NullMarked;
