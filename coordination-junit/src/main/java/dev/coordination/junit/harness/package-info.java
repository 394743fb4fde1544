// SPDX-License-Identifier: Apache-2.0
/** The harness that an adapter author implements, how time passes on a backend, and the harness of the in-memory adapter. */
@NullMarked
package dev.coordination.junit.harness;

import org.jspecify.annotations.NullMarked;
