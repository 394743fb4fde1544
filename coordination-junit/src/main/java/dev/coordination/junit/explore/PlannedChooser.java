// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the nodes run one after the other as far as they can, with faults at certain moments. Records what else could fail. */
final class PlannedChooser implements Chooser {

    /**
     * A fault at a moment.
     *
     * @param moment the number of the decision at which it happens, counted from 1
     * @param actor the actor if the fault is one, such as the loss of a subscription; otherwise {@link Run#NOBODY}
     * @param variant the variant of the step, if the fault is not an actor
     * @param description the call and the fault
     */
    record Fault(int moment, int actor, int variant, String description) {}

    private final List<Fault> plan;
    private final List<Fault> possible = new ArrayList<>();
    private int moment;
    private int injected;

    /** The node that is paused, or whose pause has ended but which must wait until no other node can continue. */
    private @Nullable NodeState late;

    PlannedChooser(List<Fault> plan) {
        this.plan = plan;
    }

    /** Returns the faults that could have happened after the last planned fault. */
    List<Fault> possible() {
        return possible;
    }

    /** Returns the description of the planned fault that was not injected, or an empty string. */
    String missing() {
        return injected < plan.size() ? plan.get(injected).description() : "";
    }

    @Override
    public int choose(Run run, long runnable, int last) {
        moment++;
        long optional = runnable & run.optionalActors();
        if (injected < plan.size()) {
            Fault fault = plan.get(injected);
            if (fault.moment() == moment && fault.actor() != Run.NOBODY && Bits.contains(optional, fault.actor())) {
                injected++;
                return fault.actor();
            }
        } else if (last == Run.NOBODY || hasEffect(run)) {
            for (long left = optional; left != 0; left &= left - 1) {
                int actor = Bits.lowest(left);
                Actor fault = run.byId(actor);
                Step step = fault.pending;
                String words = step == null ? fault.name : Words.of(step);
                possible.add(
                        new Fault(moment, actor, Variant.USUAL, "step " + moment + ", " + fault.node + ": " + words));
            }
        }
        NodeState node = late;
        return node == null ? UsualOrder.choose(run, runnable, last) : chooseDuringPause(run, node, runnable, last);
    }

    /** Lets time pass at once, and lets the other nodes run as far as they can before the paused node continues. */
    private int chooseDuringPause(Run run, NodeState node, long runnable, int last) {
        if (run.paused && Bits.contains(runnable, Run.TIME)) {
            return Run.TIME;
        }
        long others = runnable;
        for (Actor actor : run.actors) {
            if (actor.node.state == node) {
                others &= ~actor.bit();
            } else if (run.paused && isDue(run, actor) && Bits.contains(runnable, actor.id)) {
                return actor.id;
            }
        }
        if ((others & ~(Bits.SPECIAL | run.optionalActors())) != 0) {
            return UsualOrder.choose(run, others, last >= 0 && Bits.contains(others, last) ? last : Run.NOBODY);
        }
        if (!run.paused) {
            late = null;
        }
        return UsualOrder.choose(run, runnable, last);
    }

    private static boolean isDue(Run run, Actor actor) {
        Step step = actor.pending;
        return step != null && step.isDue(run.time.now());
    }

    private static boolean hasEffect(Run run) {
        return !run.trace.isEmpty()
                && run.trace.get(run.trace.size() - 1).footprint.writes();
    }

    @Override
    public int variant(Run run, Actor actor, Step step, int variants) {
        if (injected < plan.size()) {
            Fault fault = plan.get(injected);
            if (fault.moment() == moment && fault.actor() == Run.NOBODY && (variants & 1 << fault.variant()) != 0) {
                injected++;
                if (Variant.kind(fault.variant()) == FaultKind.PAUSE) {
                    late = actor.node.state;
                }
                return fault.variant();
            }
            return Variant.USUAL;
        }
        for (int left = variants; left != 0; left &= left - 1) {
            int variant = Integer.numberOfTrailingZeros(left);
            if (Variant.isFault(variant)) {
                possible.add(new Fault(moment, Run.NOBODY, variant, describe(run, actor, step, variant)));
            }
        }
        return Variant.USUAL;
    }

    private String describe(Run run, Actor actor, Step step, int variant) {
        return "step " + moment + ", " + actor.name + ": " + Words.of(step) + ": "
                + Variant.words(variant, run.scope.skews());
    }

    @Override
    public void begin() {
        possible.clear();
        moment = 0;
        injected = 0;
    }

    @Override
    public boolean next(Run run) {
        return false;
    }
}
