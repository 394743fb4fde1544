// SPDX-License-Identifier: Apache-2.0
/** The same generated calls on two adapters, whose answers are compared; what differs is shrunk to what it takes. */
@NullMarked
package dev.coordination.parity.differential;

import org.jspecify.annotations.NullMarked;
