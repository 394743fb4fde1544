// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.CoordinationUnavailableException;
import org.jspecify.annotations.Nullable;

/** Makes the steps of the actors, in the variants that are chosen. */
final class Steps {

    /** What a step does. */
    interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** Adds what a step has read and written, which may depend on its result. */
    interface Effect<T extends @Nullable Object> {
        void add(Footprint footprint, T result);
    }

    private final Run run;

    Steps(Run run) {
        this.run = run;
    }

    /**
     * Makes a step when the current actor gets the turn. The program itself, which runs while no node does, makes it immediately.
     *
     * @param node the node whose handle is used
     * @param resource the resource that the step writes if it throws, and reads if a condition makes it; 0 for none
     */
    <T extends @Nullable Object, X extends Exception> T make(
            ExploredNode node, Step step, long resource, Work<T, X> work, Effect<T> effect) throws X {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw run.foreign(Words.of(step));
        }
        if (carrier.observing != null) {
            carrier.observing.read(resource);
            return work.run();
        }
        Actor actor = carrier.actor;
        if (actor == null) {
            return outside(node, step, work, effect);
        }
        if (actor.node.run != run) {
            throw new IllegalStateException("node " + node.name()
                    + " belongs to another schedule, which has ended: create everything that uses a node"
                    + " anew in each schedule");
        }
        node.checkOwn(actor, () -> "calls " + Words.of(step));
        while (true) {
            run.turns.arrive(actor, carrier, step);
            Event event = run.begin(actor);
            boolean apart = run.waits.isApart(actor);
            try {
                switch (event.variant) {
                    case Variant.NOT_SENT -> {
                        event.ended = true;
                        throw notSent(event, step);
                    }
                    case Variant.DEATH_BEFORE, Variant.RESTART_BEFORE -> throw death(actor, event);
                    case Variant.PAUSE_BEFORE -> pause(actor, event);
                    default -> {
                        T result = work(actor, event, resource, work, effect);
                        afterwards(actor, carrier, event, apart);
                        return result;
                    }
                }
            } catch (Throwable thrown) {
                if (apart && !(thrown instanceof Signal)) {
                    reply(actor, carrier);
                }
                throw thrown;
            }
        }
    }

    private CoordinationUnavailableException notSent(Event event, Step step) {
        CoordinationUnavailableException exception =
                run.inject(new CoordinationUnavailableException(step.name + " did not reach the backend (injected)"));
        event.thrown = exception;
        return exception;
    }

    private <T extends @Nullable Object, X extends Exception> T work(
            Actor actor, Event event, long resource, Work<T, X> work, Effect<T> effect) throws X {
        T result;
        run.turns.inBackend = true;
        try {
            result = work.run();
        } catch (Throwable thrown) {
            event.thrown = thrown;
            if (resource != 0 && run.scope.has(ReductionRule.THROWING_CALL_WRITES)) {
                event.footprint.write(resource);
            }
            run.made(actor, event);
            throw thrown;
        } finally {
            run.turns.inBackend = false;
        }
        event.result = result;
        effect.add(event.footprint, result);
        run.made(actor, event);
        return result;
    }

    /** Called after a step has taken effect and before its result is returned. */
    private void afterwards(Actor actor, Carrier carrier, Event event, boolean apart) {
        switch (event.variant) {
            case Variant.REPLY_LOST -> {
                CoordinationUnavailableException exception = run.inject(new CoordinationUnavailableException(
                        "the reply of " + event.step.name + " was lost (injected)"));
                throw exception;
            }
            case Variant.DEATH_AFTER, Variant.RESTART_AFTER -> throw death(actor, event);
            case Variant.PAUSE_AFTER -> {
                pause(actor, event);
                long until = actor.node.state.pausedUntil;
                run.turns.arrive(actor, carrier, Step.waiting("wakes up", 0, () -> false, until));
                run.made(actor, run.begin(actor));
            }
            default -> {
                if (apart
                        || run.scope.fine()
                        || actor.node.state.severalActors()
                        || run.timeMoves < run.scope.timeSteps()) {
                    event.remote = event.step.isRemote() && run.scope.faults() == 0;
                    reply(actor, carrier);
                }
            }
        }
    }

    private void reply(Actor actor, Carrier carrier) {
        run.turns.arrive(actor, carrier, Step.REPLY);
        run.made(actor, run.begin(actor));
    }

    private void pause(Actor actor, Event event) {
        NodeState node = actor.node.state;
        event.ended = true;
        if (node.lastLeaseEnd > run.time.now()) {
            node.pausedUntil = node.lastLeaseEnd;
            if (run.scope.has(ReductionRule.PAUSE_READS_TIME)) {
                event.footprint.readTime();
            }
        } else {
            node.pausedUntil = run.time.nextExpiry() == Step.NEVER ? 0 : run.time.nextExpiry();
            // Anything that changes the next expiry changes the length of the pause.
            event.footprint.write(Footprint.TIME, Footprint.THE_ONLY);
        }
    }

    /** Makes the node of an actor die, and returns the signal that ends the actor. */
    private Signal death(Actor actor, Event event) {
        actor.node.die(event);
        return Signal.DIED;
    }

    /**
     * Begins the step with which a listener or a task starts its work.
     *
     * @return the step, or null if the node pauses before it
     */
    @Nullable
    Event start(Actor actor) {
        Event event = run.begin(actor);
        switch (event.variant) {
            case Variant.DEATH_BEFORE, Variant.RESTART_BEFORE -> throw death(actor, event);
            case Variant.PAUSE_BEFORE -> {
                pause(actor, event);
                return null;
            }
            default -> {
                event.ended = true;
                Carrier carrier = actor.carrier;
                if (carrier != null && run.waits.isApart(actor)) {
                    reply(actor, carrier);
                }
                return event;
            }
        }
    }

    /** Makes a step of the program itself. */
    private <T extends @Nullable Object, X extends Exception> T outside(
            ExploredNode node, Step step, Work<T, X> work, Effect<T> effect) throws X {
        if (!run.turns.isProgram() || run.turns.isActive()) {
            throw run.foreign(Words.of(step));
        }
        Event event = new Event(Run.NOBODY, node.state.index, node.displayName(), step, Variant.USUAL, run.time.now());
        event.note = "(the test)";
        run.log.add(event);
        try {
            T result = work.run();
            event.result = result;
            effect.add(event.footprint, result);
            return result;
        } catch (Throwable thrown) {
            event.thrown = thrown;
            throw thrown;
        } finally {
            event.ended = true;
        }
    }
}
