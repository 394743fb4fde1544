// SPDX-License-Identifier: Apache-2.0
/**
 * Generates the calls that the contract makes on the adapter under test and on the in-memory adapter; each generator
 * targets one kind of mistake.
 */
@NullMarked
package dev.coordination.junit.contract.generated;

import org.jspecify.annotations.NullMarked;
