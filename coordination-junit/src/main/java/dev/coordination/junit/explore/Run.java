// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.CoordinationException;
import dev.coordination.junit.contract.threads.Unchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program, in one schedule. Exactly one thread runs at a time. An actor that arrives at a step decides, on its own
 * thread, which actor makes the next step. Nothing here is synchronized, because each handover of the turn establishes a
 * happens-before relationship.
 */
final class Run {

    /** The number that stands for time among the actors. */
    static final int TIME = 63;

    /** The number that stands for the end of a phase among the actors. */
    static final int END = 62;

    static final int NOBODY = -1;

    final Scope scope;
    final Names names;
    final Chooser chooser;
    final ExploredBackend backend;
    final VirtualTime time = new VirtualTime();
    final List<NodeState> nodes = new ArrayList<>();
    final List<Actor> actors = new ArrayList<>();

    /** The steps that were chosen by the schedule. */
    final List<Event> trace = new ArrayList<>();

    /** The steps for the timeline: those of the trace, and those of the program itself and of phases with fair turns. */
    final List<Event> log = new ArrayList<>();

    /** The indexes in the trace at which the calls of {@link #runActors} begin. */
    final List<Integer> phases = new ArrayList<>();

    final Conditions conditions = new Conditions(this);
    final Steps steps = new Steps(this);
    final Accesses accesses;
    final Turns turns;
    private final Decision decision = new Decision(this);
    private final Actor[] byId = new Actor[Names.MAX_ACTORS];
    private final List<Throwable> injected = new ArrayList<>();

    /** The instant to which time moves if it passes next. */
    long nextInstant;

    /** Whether a node is paused, so that time may pass even if other nodes can run. */
    boolean paused;

    int faults;

    /** The last exception that a listener has thrown, which adapters tolerate; null if there is none. */
    @Nullable
    RuntimeException thrownByListener;

    /** How many times time has passed while no node was paused. */
    int timeMoves;

    /** How many times time has passed while a node was paused. */
    int pauseMoves;

    int preemptions;
    boolean gaveUp;

    /** The number of decisions so far about which actor continues. */
    int decisions;

    /** The waits for locks in this run. */
    final Waits waits = new Waits(this);

    /** The actors that can be chosen although they then wait for a lock, as bits. They are not among the runnable ones. */
    long waitable;

    /** The number of choices up to the last one that differs from the usual order. */
    int choicesUntilUsual;

    /** Whether time has passed although an actor could make a step or the phase could end. */
    boolean timeMovedEarly;

    private long optional;

    /** The failure of the whole run, whether or not the program catches it. */
    private volatile @Nullable Throwable failure;

    Run(Scope scope, Names names, Chooser chooser, ExploredBackend backend, Carriers carriers, Carrier program) {
        this.scope = scope;
        this.accesses = new Accesses(this);
        this.names = names;
        this.chooser = chooser;
        this.backend = backend;
        this.turns = new Turns(this, carriers, program);
    }

    // ---- nodes and actors

    NodeState node(String name) {
        for (NodeState node : nodes) {
            if (node.name.equals(name)) {
                return node;
            }
        }
        NodeState node = new NodeState(this, nodes.size(), name);
        nodes.add(node);
        return node;
    }

    /** Adds an actor that waits for its first step. */
    Actor add(String name, ExploredNode node, Step first, Actor.Body body, Supplier<? extends @Nullable Step> next) {
        Actor actor = new Actor(names.actor(name), name, node, first, body, next);
        actors.removeIf(other -> other.finished && other.id == actor.id && other.thrown == null);
        actors.add(actor);
        byId[actor.id] = actor;
        node.state.actors++;
        return actor;
    }

    /** Returns the actors that are faults, as bits. */
    long optionalActors() {
        return optional;
    }

    boolean isFault(int actor) {
        return actor >= 0 && Bits.contains(optional, actor);
    }

    void markOptional(Actor actor) {
        actor.optional = true;
        actor.node.state.actors--;
        optional |= actor.bit();
    }

    /** Returns the last step, or null if there is none. */
    @Nullable
    Event lastStep() {
        return trace.isEmpty() ? null : trace.get(trace.size() - 1);
    }

    /** Returns whether a phase other than the first begins at an index of the trace. */
    boolean beginsPhase(int index) {
        return index > 0 && phases.contains(index);
    }

    Actor byId(int id) {
        return byId[id];
    }

    /** Returns the actor that runs on the current thread, or null if the program itself does. */
    @Nullable
    Actor current() {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            throw foreign(null);
        }
        Actor actor = carrier.actor;
        return actor != null && actor.node.run == this ? actor : null;
    }

    /** Makes the run fail because of a thread that the exploration does not control, and returns the exception for that thread. */
    RuntimeException foreign(@Nullable String call) {
        String message = "the thread \"" + Thread.currentThread().getName() + "\""
                + (call == null ? " uses a node or a shared object" : " calls " + call)
                + ", but the exploration does not control this thread: use node.scheduler() or node.spawn(...) instead of other"
                + " threads and executors";
        return refused(ScheduleProblem.Kind.FOREIGN_THREAD, message);
    }

    /** Fails the run because the code of a node uses the handle of another node, and returns the exception to throw. */
    RuntimeException foreign(Actor actor, ExploredNode other, String what) {
        String message = "the code of node " + actor.node.name() + " " + what + " on node " + other.name()
                + ", but may use only its own node, which is passed to it; only the test itself may use other nodes,"
                + " while no node runs";
        return refused(ScheduleProblem.Kind.FOREIGN_NODE, message);
    }

    private RuntimeException refused(ScheduleProblem.Kind kind, String message) {
        fail(new ScheduleProblem(kind, message));
        return new IllegalStateException(message);
    }

    // ---- failures

    void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    <X extends CoordinationException> X inject(X exception) {
        injected.add(exception);
        return exception;
    }

    boolean isInjected(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (injected.contains(t)) {
                return true;
            }
        }
        return false;
    }

    // ---- phases

    /** Runs the actors, and the actors that they start, to their end. Called by the program. */
    void runActors(@Nullable FairTurns fair) {
        phases.add(trace.size());
        decision.begin(fair);
        turns.runToEnd();
        Throwable thrown = failure;
        for (int i = 0; i < actors.size() && thrown == null; i++) {
            thrown = actors.get(i).thrown;
            actors.get(i).thrown = null;
        }
        if (thrown != null && !waits.isToRepeat()) {
            throw Unchecked.asIs(thrown);
        }
        if (gaveUp) {
            throw Signal.ABANDONED;
        }
    }

    /** Returns the actor that makes the next step, or null if the phase has ended. */
    @Nullable
    Actor decide() {
        Actor next = decision.next();
        if (next == null) {
            conditions.forgetLast();
        }
        return next;
    }

    /** Called when the code of an actor has ended. */
    void ended(Actor actor, @Nullable Throwable thrown) {
        if (thrown != null && !Signal.isIn(thrown)) {
            if (thrown instanceof Exception && isInjected(thrown)) {
                note(actor, "[ends with " + thrown.getClass().getSimpleName() + "]");
            } else if (thrown instanceof Error) {
                note(actor, "[fails]");
                fail(thrown);
            } else {
                note(actor, "[ends with " + thrown.getClass().getSimpleName() + "]");
                actor.thrown = thrown;
            }
        }
        Step next = actor.node.isAliveNow() && actor.thrown == null && failure == null ? actor.nextStep() : null;
        actor.pending = next;
        actor.finished = next == null;
    }

    private static void note(Actor actor, String note) {
        if (actor.last != null) {
            actor.last.note += actor.last.note.isEmpty() ? note : " " + note;
        }
    }

    // ---- steps

    /** Begins the step for which an actor has been waiting, in the variant that is chosen. */
    Event begin(Actor actor) {
        Step step = actor.pending;
        if (step == null) {
            throw new IllegalStateException(actor.name + " has no step to make");
        }
        actor.pending = null;
        int possible = step.variants & scope.variants();
        boolean pauses = false;
        if (possible != 0 && scope.faults() > 0) {
            pauses = (possible & Variant.PAUSES) != 0;
            possible = faults < scope.faults() ? withoutUselessPauses(actor, step, possible) : 0;
        } else {
            possible = 0;
        }
        if (step == Step.START && !scope.skews().isEmpty() && !actor.node.state.hasSkew) {
            possible = Variant.ofSkews(scope.skews().size());
        }
        int variant = decision.isFair() ? Variant.USUAL : chooser.variant(this, actor, step, possible);
        if (step == Step.START && !scope.skews().isEmpty()) {
            actor.node.state.chooseSkew(variant, scope.skews());
        }
        int node = actor.optional ? Event.CONNECTION : actor.node.index;
        Event event = new Event(actor.id, node, actor.name, step, variant, time.now());
        event.waits = waits.isInPlace();
        event.restarts = actor.isRestarting() && scope.has(ReductionRule.RESTARTING_RACES_WITH_TIME);
        if (variant != Variant.USUAL) {
            choicesUntilUsual = trace.size() + 1;
        }
        if (Variant.isFault(variant)) {
            faults++;
        }
        if (scope.faults() > 0 && (step.variants & scope.variants()) != 0) {
            event.footprint.read(Footprint.FAULT_BUDGET, Footprint.THE_ONLY);
        }
        if (step.deadline != Step.NEVER && scope.has(ReductionRule.DEADLINE_READS_TIME)
                || event.restarts
                || pauses && scope.has(ReductionRule.PAUSE_READS_TIME)) {
            event.footprint.readTime();
        }
        record(event);
        actor.last = event;
        return event;
    }

    void record(Event event) {
        if (!decision.isFair()) {
            trace.add(event);
        }
        log.add(event);
    }

    /** Removes pauses that make no difference: only the end of a lease during the pause does. */
    private int withoutUselessPauses(Actor actor, Step step, int possible) {
        if (actor.node.state.lastLeaseEnd > time.now()) {
            return possible;
        }
        int useless = 1 << Variant.PAUSE_BEFORE | (givesTtl(step) ? 0 : 1 << Variant.PAUSE_AFTER);
        return possible & ~useless;
    }

    private static boolean givesTtl(Step step) {
        for (Object argument : step.arguments) {
            if (argument instanceof Duration) {
                return true;
            }
        }
        return false;
    }

    /** Called when a step has its result. */
    void made(Actor actor, Event event) {
        event.ended = true;
        if (event.step != Step.REPLY && event.step != Step.START) {
            Repetition.made(this, actor, event);
        }
    }

    void close() {
        backend.close();
    }
}
