// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/**
 * How often a fault was injected at a call, over all schedules of an exploration.
 *
 * @param call the call, such as {@code cache.get} or, of a shared object, {@code Storage.write}
 * @param kind the kind of fault
 * @param schedules the number of schedules in which the fault was injected
 * @see ExplorationResult#coverage
 * @since 0.1.0
 */
public record Coverage(String call, FaultKind kind, long schedules) {}
