// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

/** A call of the port, and how to tell whether its outcome is right. */
abstract class FaultOperation {

    /** An outcome that no rule permits. */
    static final class BadOutcome extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadOutcome(String message) {
            super(message);
        }
    }

    private final String name;
    private final String command;
    private final int occurrence;

    /**
     * Describes a call.
     *
     * @param command the command to the server that is held in flight
     * @param occurrence how often it has to be sent until then
     */
    FaultOperation(String name, String command, int occurrence) {
        this.name = name;
        this.command = command;
        this.occurrence = occurrence;
    }

    final String command() {
        return command;
    }

    final int occurrence() {
        return occurrence;
    }

    /** Returns whether the call takes effect as a whole, or not at all. */
    boolean isOneStep() {
        return true;
    }

    /** Brings the server into the state in which the right answer is known. Also called if the server has lost its data. */
    abstract void prepare(FaultCase running) throws Exception;

    /** Opens what the call needs besides the handle, before the fault. */
    void open(FaultCase running) throws Exception {}

    /**
     * Makes the call.
     *
     * @throws BadOutcome if it returns a wrong answer
     */
    abstract void attempt(FaultCase running) throws Exception;

    /**
     * Checks, after the fault, what effect the call had.
     *
     * @throws BadOutcome if it is another effect than the answer allows
     */
    abstract void judge(FaultCase running, FaultAnswer answer) throws Exception;

    /**
     * Makes a call of the same kind after the fault.
     *
     * @throws BadOutcome if the answer or the effect is wrong
     */
    abstract void again(FaultCase running) throws Exception;

    @Override
    public final String toString() {
        return name;
    }
}
