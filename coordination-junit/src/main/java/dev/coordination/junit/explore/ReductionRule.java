// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

/** The rules by which the reduction knows which steps can be exchanged, and which schedules it may leave out. */
enum ReductionRule {
    /** A call that was refused, such as {@code setIfAbsent} on a key that is present, has read what it would have written. */
    REFUSED_CALL_READS,
    /** Actors of one node depend on each other: they share memory. */
    SAME_NODE,
    /** Time writes what expires. */
    TIME_WRITES_WHAT_EXPIRES,
    /** A call that gives a TTL reads the time. */
    GIVING_TTL_READS_TIME,
    /** A step that waits for a deadline reads the time. */
    DEADLINE_READS_TIME,
    /** Code that asks for the time reads it. */
    CLOCK_READS_TIME,
    /** A step that may pause reads the time, because only leases that have not ended make a pause useful. */
    PAUSE_READS_TIME,
    /** A step races with the actors that it disables, although they make no step. */
    DISABLED_ACTOR_RACES,
    /** A step after which time cannot pass, or moves to another instant, although it could have passed before, reads the time. */
    CHANGING_NEXT_INSTANT_READS_TIME,
    /** A step races with each earlier step on which it depends, and not only with the latest of them. */
    ALL_RACES,
    /** If the later step of a race cannot go first, one of those that it needs does. */
    NEEDED_STEPS_GO_FIRST,
    /** A call that throws counts as a write. */
    THROWING_CALL_WRITES,
    /** Faults that are steps take from one budget: such a step writes it, and every step that could fail reads it. */
    FAULT_BUDGET,
    /** A call on a whole area, such as {@code deleteMatching}, depends on each name in it. */
    AREA_CONTAINS_NAMES,
    /** {@code publish} writes the buffers of the subscriptions that may receive the message. */
    PUBLISH_WRITES_BUFFERS,
    /** Subscribing, and the end of a subscription, write who receives what is published. */
    SUBSCRIBING_WRITES_TOPICS,
    /** If none of those who should have gone first could have, everybody else is tried. */
    NOT_ENABLED_TRIES_ALL,
    /** An actor that waits to be left out is wanted again after a step on which its own depends. */
    SLEEP_ENDS,
    /** What is left out is remembered for a step with all of its faults. */
    FAULTS_SHARE_SLEEP,
    /** What a test records belongs to the step before it. */
    GHOSTS_ARE_WRITTEN,
    /** Steps that write what a condition that must always hold has read, in any schedule, depend on each other. */
    CONDITIONS_ARE_READ,
    /** Calls on a shared object write it. */
    SHARED_IS_WRITTEN,
    /** Death writes whether a node is alive, and ends its subscriptions. */
    DEATH_WRITES
}
