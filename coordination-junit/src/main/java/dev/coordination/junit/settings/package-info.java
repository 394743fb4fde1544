// SPDX-License-Identifier: Apache-2.0
/** Reads system properties whose values are numbers. This package is internal to the module. */
@NullMarked
package dev.coordination.junit.settings;

import org.jspecify.annotations.NullMarked;
