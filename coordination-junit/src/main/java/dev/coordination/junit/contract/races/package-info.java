// SPDX-License-Identifier: Apache-2.0
/** Lets pairs of calls race, and checks that some order of the calls explains their results. Not exported. */
@NullMarked
package dev.coordination.junit.contract.races;

import org.jspecify.annotations.NullMarked;
