// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Something that goes wrong with a server or with the connections to it, for a while. */
abstract class Fault {

    /** The exceptions of a call that did not reach the server, or whose reply did not arrive. */
    static final Set<FaultAnswer> BROKEN = EnumSet.of(FaultAnswer.NOTHING_SENT, FaultAnswer.IN_DOUBT, FaultAnswer.LOST);

    /** No exception at all. */
    static final Set<FaultAnswer> HARMLESS = EnumSet.noneOf(FaultAnswer.class);

    /** What happens to replies that were on their way when the fault began. */
    enum Replies {
        ARRIVE,
        ARRIVE_AFTERWARDS,
        ARE_LOST
    }

    /** Ends a fault. Returns when the server is as it was before. */
    interface End {
        void end() throws Exception;
    }

    private final String group;
    private final String name;
    private final Set<FaultAnswer> promised;

    /**
     * Describes a fault.
     *
     * @param promised the exceptions that calls may throw; a right answer is always right
     */
    Fault(String group, String name, Set<FaultAnswer> promised) {
        this.group = group;
        this.name = name;
        this.promised = promised;
    }

    final String group() {
        return group;
    }

    /** Returns the exceptions that a call may throw. */
    Set<FaultAnswer> promised(FaultOperation operation) {
        return promised;
    }

    /** Begins the fault. Returns when it lasts. */
    abstract End begin(FaultServer server) throws Exception;

    /** Returns whether the fault can be told from a right answer of this call. */
    boolean appliesTo(FaultOperation operation) {
        return true;
    }

    /** Returns how long after a check a connection is checked again. */
    Duration checkInterval(FaultPhase phase) {
        return phase.checkInterval();
    }

    /** Returns whether a call that was sent before the fault begins can be affected in another way than one sent later. */
    boolean concernsCallsInFlight() {
        return true;
    }

    /** Returns whether the server answers other clients than the handle, while the fault lasts. */
    boolean answersOthers() {
        return true;
    }

    /** Returns what happens to replies that were on their way when the fault began. */
    Replies replies() {
        return Replies.ARRIVE;
    }

    /** Returns whether the server has what it had before, and not what the call has changed. */
    boolean restoresData() {
        return false;
    }

    /** Returns whether the server is empty after the fault. */
    boolean losesData() {
        return false;
    }

    /** Returns whether the server cannot be used for another fault. */
    boolean usesUpServer() {
        return false;
    }

    @Override
    public final String toString() {
        return name;
    }
}
