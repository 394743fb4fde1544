// SPDX-License-Identifier: Apache-2.0
/** The system properties that set numbers. This package is internal to the module. */
@NullMarked
package dev.coordination.junit.settings;

import org.jspecify.annotations.NullMarked;
