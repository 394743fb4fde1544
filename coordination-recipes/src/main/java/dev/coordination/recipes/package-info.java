// SPDX-License-Identifier: Apache-2.0
/**
 * Recipes on the port, which work on every adapter. Ids such as {@code E-03} refer to the rules of the recipes, which the tests
 * carry.
 *
 * <p>{@code null} as an argument causes a {@link NullPointerException} that names the argument.
 */
@NullMarked
package dev.coordination.recipes;

import org.jspecify.annotations.NullMarked;
