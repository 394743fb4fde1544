// SPDX-License-Identifier: Apache-2.0
/**
 * The port for what several processes need in common: a cache with expiry, messages between processes, one leader at a
 * time, and a list of who is alive.
 *
 * <p>Every call may block, every type is thread-safe, and a handle may be shared. References such as {@code C-03} name
 * the rules that every adapter keeps and that the contract suite proves.
 *
 * <p>Unless a method says otherwise, on every type that a {@link dev.coordination.DistributedCoordination} hands out:
 *
 * <ul>
 *   <li>{@code null} for any argument, or inside a map, array or collection, is a {@link NullPointerException} that
 *       names the argument;
 *   <li>a call after {@code close} is a {@link dev.coordination.CoordinationClosedException} (G-05);
 *   <li>a backend that cannot be reached or refuses to serve is a
 *       {@link dev.coordination.CoordinationUnavailableException}; the call may or may not have taken effect (G-06);
 *   <li>an operation that the adapter does not have is an {@link UnsupportedOperationException} (G-08).
 * </ul>
 */
@NullMarked
package dev.coordination;

import org.jspecify.annotations.NullMarked;
