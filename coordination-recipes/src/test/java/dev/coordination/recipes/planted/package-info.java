// SPDX-License-Identifier: Apache-2.0

/** Bugs that libraries had, planted in small recipes, each of which exploration must find. */
@NullMarked
package dev.coordination.recipes.planted;

import org.jspecify.annotations.NullMarked;
