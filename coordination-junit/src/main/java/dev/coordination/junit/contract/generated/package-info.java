// SPDX-License-Identifier: Apache-2.0
/**
 * Generates the calls that the contract makes on an adapter and in memory; each generator targets one kind of mistake.
 */
@NullMarked
package dev.coordination.junit.contract.generated;

import org.jspecify.annotations.NullMarked;
