// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** The rules by which the reduction decides which steps commute, and which schedules it may omit. */
enum ReductionRule {
    /** A call that was refused, such as {@code setIfAbsent} with a key that is present, reads what it would have written. */
    REFUSED_CALL_READS,
    /** Steps of actors of the same node depend on each other, because the actors share memory. */
    SAME_NODE,
    /** A move of time writes what expires. */
    TIME_WRITES_WHAT_EXPIRES,
    /** A call that sets a TTL reads the time. */
    GIVING_TTL_READS_TIME,
    /** A step that waits for a deadline reads the time. */
    DEADLINE_READS_TIME,
    /** The first step of a restarted node races with each move of time, because time may pass before this step, but not after it. */
    RESTARTING_RACES_WITH_TIME,
    /** Code that asks a clock for the time reads the time. */
    CLOCK_READS_TIME,
    /** A step that may pause reads the time, because a pause is useful only while a lease has not ended. */
    PAUSE_READS_TIME,
    /** While a node is paused, a move of time is explored like any other choice. */
    TIME_IN_PAUSE_IS_TRIED,
    /** A step races with the actors that it disables, although they make no step. */
    DISABLED_ACTOR_RACES,
    /** A step after which time cannot pass, or moves to another instant, although it could have passed before, reads the time. */
    CHANGING_NEXT_INSTANT_READS_TIME,
    /** A step races with every earlier step on which it depends, not only with the latest. */
    ALL_RACES,
    /** If the later step of a race cannot come first, one of the steps that it needs does. */
    NEEDED_STEPS_GO_FIRST,
    /** A call that throws counts as a write. */
    THROWING_CALL_WRITES,
    /** All faults share one budget: a fault that is a step writes it, and every step that can fail reads it. */
    FAULT_BUDGET,
    /** A call on a whole area, such as {@code deleteMatching}, conflicts with calls on every name in it. */
    AREA_CONTAINS_NAMES,
    /** {@code publish} writes the buffers of the subscriptions that may receive the message. */
    PUBLISH_WRITES_BUFFERS,
    /** The start and the end of a subscription write the set of subscriptions that receive messages. */
    SUBSCRIBING_WRITES_TOPICS,
    /** If none of the actors that should come first is enabled, all enabled actors are tried. */
    NOT_ENABLED_TRIES_ALL,
    /** An actor leaves the sleep set after a step on which its own step depends. */
    SLEEP_ENDS,
    /** The sleep set contains a step with the footprints of all of its faults. */
    FAULTS_SHARE_SLEEP,
    /** A write to a ghost is a write of the step before it. */
    GHOSTS_ARE_WRITTEN,
    /** Steps depend on each other if both write what a condition that must always hold has read in any schedule. */
    CONDITIONS_ARE_READ,
    /** Calls on a shared object write it. */
    SHARED_IS_WRITTEN,
    /** The death of a node writes whether the node is alive, and ends its subscriptions. */
    DEATH_WRITES
}
