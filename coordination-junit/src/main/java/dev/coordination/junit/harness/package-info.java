// SPDX-License-Identifier: Apache-2.0
/**
 * The harness interface that adapter authors implement, time control, and the harness of the in-memory adapter.
 */
@NullMarked
package dev.coordination.junit.harness;

import org.jspecify.annotations.NullMarked;
