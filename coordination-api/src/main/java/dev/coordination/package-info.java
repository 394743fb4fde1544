// SPDX-License-Identifier: Apache-2.0
/**
 * The port for distributed coordination: a shared cache with expiry, publish and subscribe, leader election, and cluster
 * membership.
 *
 * <p>Every call may block, every type is thread-safe, and handles may be shared between threads. Ids such as {@code C-03}
 * refer to the rules that every adapter follows and that the contract suite tests.
 *
 * <p>Unless a method says otherwise, the following holds for every type that a
 * {@link dev.coordination.DistributedCoordination} returns:
 *
 * <ul>
 *   <li>{@code null} as an argument, or inside a map, array or collection, causes a {@link NullPointerException} that names
 *       the argument;
 *   <li>a call after {@code close} throws a {@link dev.coordination.CoordinationClosedException} (G-05);
 *   <li>if the backend cannot be reached or refuses to serve, a call throws a
 *       {@link dev.coordination.CoordinationUnavailableException}; it may or may not have taken effect (G-06);
 *   <li>an operation that the adapter does not support throws an {@link UnsupportedOperationException} (G-08).
 * </ul>
 */
@NullMarked
package dev.coordination;

import org.jspecify.annotations.NullMarked;
