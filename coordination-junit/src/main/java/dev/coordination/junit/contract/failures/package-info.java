// SPDX-License-Identifier: Apache-2.0
/** The failures of the contract, as tests throw them and as the runner reads them. Not exported. */
@NullMarked
package dev.coordination.junit.contract.failures;

import org.jspecify.annotations.NullMarked;
