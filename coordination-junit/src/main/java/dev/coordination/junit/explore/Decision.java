// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides which actor makes the next step, and lets time pass if time is chosen. */
final class Decision {

    private static final long TIME_BIT = 1L << Run.TIME;
    private static final long END_BIT = 1L << Run.END;

    private final Run run;
    private @Nullable FairTurns fair;
    private int last = Run.NOBODY;

    // The result of the last look at the actors, as bits.

    /** The actors that can make a step. */
    private long enabled;

    /** Those of them before whose step time may pass. */
    private long patient;

    /** Those of them that only repeat reads that cannot return anything new. */
    private long repeating;

    /** Those of them that have done so for a long time. */
    private long tired;

    /** The faults that can happen. */
    private long optional;

    /** The actors that would wait for a lock if they continued. */
    private long postponed;

    /** Those of them that can wait for the lock now, because no other actor that uses the same locks waits. */
    private long waitable;

    /** Whether an actor has not ended, and is not just waiting for work. */
    private boolean unfinished;

    /** Whether an actor waits for time to pass. */
    private boolean waitsForTime;

    /** Whether a node is paused. */
    private boolean paused;

    /** Whether an enabled actor has waited for a deadline that has been reached. */
    private boolean due;

    /** The next instant at which something expires, a deadline passes or a pause ends. */
    private long nextInstant;

    Decision(Run run) {
        this.run = run;
    }

    /** Begins a phase. */
    void begin(@Nullable FairTurns turns) {
        fair = turns;
        last = Run.NOBODY;
    }

    boolean isFair() {
        return fair != null;
    }

    /** Returns the actor that makes the next step, or null if the phase has ended. */
    @Nullable
    Actor next() {
        while (true) {
            run.decisions++;
            run.turns.locks.settle();
            run.conditions.evaluate();
            if (run.failure() != null || fair != null && fair.isDone()) {
                return null;
            }
            if (run.log.size() >= run.scope.maxSteps()) {
                run.fail(Stalemate.tooLong(run));
                return null;
            }
            Actor start = run.scope.fine() ? null : starting();
            if (start != null) {
                return start;
            }
            look();
            long runnable = fair == null ? runnable() : fair.runnable(enabled & ~tired, nextInstant);
            if (runnable == 0) {
                return null;
            }
            int lastIfRunnable = last >= 0 && (runnable & 1L << last) != 0 ? last : Run.NOBODY;
            run.nextInstant = nextInstant;
            run.paused = paused;
            run.waitable = waitable & ~runnable;
            int chosen = fair == null ? run.chooser.choose(run, runnable, lastIfRunnable) : fair.choose(runnable, last);
            if (chosen == Chooser.GIVE_UP) {
                run.gaveUp = true;
                return null;
            }
            if (fair == null && chosen != UsualOrder.choose(run, runnable, lastIfRunnable)) {
                run.choicesUntilUsual = run.trace.size() + 1;
            }
            if (chosen == Run.END) {
                recordEnd();
                return null;
            }
            if (chosen == Run.TIME) {
                run.timeMovedEarly |= fair == null && (runnable & ~TIME_BIT & ~run.optionalActors()) != 0;
                pass(fair == null ? nextInstant : fair.instant(nextInstant));
                continue;
            }
            Actor actor = run.byId(chosen);
            if ((postponed & actor.bit()) != 0) {
                run.waits.waitInPlace();
            }
            if (!actor.optional) {
                if (lastIfRunnable != Run.NOBODY && chosen != lastIfRunnable) {
                    run.preemptions++;
                }
                last = chosen;
            }
            return actor;
        }
    }

    /** Returns an actor that has not begun, for explorations in which beginning is not a step. */
    private @Nullable Actor starting() {
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            if (actor.pending == Step.START
                    && !actor.finished
                    && actor.node.isAliveNow()
                    && (run.waits.postponed() & actor.bit()) == 0) {
                return actor;
            }
        }
        return null;
    }

    private void look() {
        enabled = 0;
        patient = 0;
        repeating = 0;
        tired = 0;
        optional = 0;
        postponed = 0;
        waitable = 0;
        unfinished = false;
        waitsForTime = false;
        paused = false;
        due = false;
        nextInstant = run.time.nextExpiry();
        long now = run.time.now();
        long waiting = run.waits.postponed();
        for (int i = 0; i < run.actors.size(); i++) {
            Actor actor = run.actors.get(i);
            Step step = actor.pending;
            if (actor.finished || !actor.node.isAliveNow()) {
                continue;
            }
            if (actor.blocked || step == null) {
                unfinished = true;
                continue;
            }
            if ((waiting & actor.bit()) != 0) {
                unfinished = true;
                postponed |= actor.bit();
                waitable |= fair == null && !run.turns.locks.isContended(actor) ? actor.bit() : 0;
                continue;
            }
            look(actor, step, now);
        }
    }

    private void look(Actor actor, Step step, long now) {
        long pausedUntil = actor.node.state.pausedUntil;
        boolean must = !step.idle && !actor.optional;
        unfinished |= must;
        if (now < pausedUntil) {
            nextInstant = Math.min(nextInstant, pausedUntil);
            waitsForTime |= must;
            paused |= !actor.optional;
        } else if (step.isEnabled(now)) {
            if (actor.optional) {
                optional |= actor.bit();
            } else {
                enabled |= actor.bit();
                due |= step.isDue(now);
                unfinished = true;
                if (actor.isRestarting()) {
                    patient |= actor.bit();
                }
                if (Repetition.yields(actor, step)) {
                    repeating |= actor.bit();
                    if (Repetition.isTired(actor)) {
                        tired |= actor.bit();
                    }
                }
            }
        } else if (step.deadline > now && step.deadline != Step.NEVER) {
            nextInstant = Math.min(nextInstant, step.deadline);
            waitsForTime |= must;
        }
    }

    /** Returns what can be chosen next, or 0 if the phase has ended. */
    private long runnable() {
        boolean timeMayPass = nextInstant != Step.NEVER;
        boolean timeStepLeft = timeMayPass && (run.timeMoves < run.scope.timeSteps() || mayPassInPause());
        if (enabled == 0 && !unfinished) {
            // What the program sees afterwards depends on whether time passed, or a fault happened, before the end.
            long beforeEnd = optional | (timeStepLeft ? TIME_BIT : 0);
            return beforeEnd == 0 ? 0 : beforeEnd | END_BIT;
        }
        long active = enabled & ~repeating;
        if (active == 0) {
            active = enabled & ~tired;
        }
        if ((active & ~patient) != 0) {
            return active | optional | (timeStepLeft ? TIME_BIT : 0);
        }
        if (active != 0) {
            return active | optional | (timeStepLeft || timeMayPass && waitsForTime ? TIME_BIT : 0);
        }
        if (timeMayPass) {
            return TIME_BIT | optional;
        }
        if (enabled != 0 && !Repetition.areHopeless(run, enabled)) {
            return enabled | optional;
        }
        if (postponed != 0) {
            return waitable != 0 ? waitable : postponed;
        }
        run.fail(Stalemate.of(run, enabled));
        return 0;
    }

    /**
     * Returns whether time may pass because a node is paused. It may, unless another node would be late: either an enabled actor
     * has reached its deadline, or a lease of a node that can run would end.
     */
    private boolean mayPassInPause() {
        return paused && !due && !run.time.endsLease(nextInstant, this::canRun);
    }

    private boolean canRun(NodeState node) {
        return run.actors.stream().anyMatch(actor -> actor.node.state == node && (enabled & actor.bit()) != 0);
    }

    private void recordEnd() {
        Event end = new Event(Run.END, Event.PROGRAM, "end", Step.END, Variant.USUAL, run.time.now());
        end.ended = true;
        run.trace.add(end);
    }

    private void pass(long until) {
        long now = run.time.now();
        Step step = Step.call("time passes", 0, Duration.ofNanos(until - now));
        Event event = new Event(Run.TIME, Event.CLOCK, "time", step, Variant.USUAL, now);
        event.footprint.write(Footprint.TIME, Footprint.THE_ONLY);
        if (paused) {
            run.pauseMoves++;
        } else {
            run.timeMoves++;
        }
        run.backend.advance(Duration.ofNanos(until - now));
        boolean expiring = run.scope.has(ReductionRule.TIME_WRITES_WHAT_EXPIRES);
        run.time.moveTo(until, expiring ? event.footprint : new Footprint());
        event.ended = true;
        run.record(event);
        Repetition.wrote(run, null, event);
    }
}
