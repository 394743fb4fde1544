// SPDX-License-Identifier: Apache-2.0
/** A fresh in-memory coordination, and the clock that moves it, for every test. */
@NullMarked
package dev.coordination.junit;

import org.jspecify.annotations.NullMarked;
