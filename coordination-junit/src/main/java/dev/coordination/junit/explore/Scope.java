// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What may happen in the schedules of one level.
 *
 * @param timeSteps how many times time may pass although a node can run
 * @param faults how many faults may be injected
 * @param variants the variants of steps that are allowed, as bits
 * @param lost whether subscriptions may be lost
 * @param overflows whether subscriptions may overflow
 * @param skews the clock skews
 * @param fine whether the start of a node, and the return of each call, are always steps
 * @param maxSteps the maximum number of steps
 * @param rules the rules of the reduction that apply: all of them, except in tests of the rules
 */
record Scope(
        int timeSteps,
        int faults,
        int variants,
        boolean lost,
        boolean overflows,
        List<Duration> skews,
        boolean fine,
        int maxSteps,
        Set<ReductionRule> rules) {

    boolean has(ReductionRule rule) {
        return rules.contains(rule);
    }
}
