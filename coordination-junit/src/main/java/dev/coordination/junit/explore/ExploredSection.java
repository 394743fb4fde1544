// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.List;

/** A section of a program. */
final class ExploredSection implements Section {

    private final Run run;
    private final String name;
    private final long resource;

    /** The nodes that are inside, once for each time that they have entered. */
    private final List<ExploredNode> inside = new ArrayList<>();

    ExploredSection(Run run, String name) {
        this.run = run;
        this.name = name;
        resource = Footprint.resource(Footprint.SECTION, run.names.resource(name));
    }

    @Override
    public <X extends Exception> void run(Body<X> body) throws X {
        enter();
        try {
            body.run();
        } finally {
            Actor actor = run.current();
            if (actor != null && actor.node.isAliveNow() && !run.turns.isOver()) {
                leave();
            }
        }
    }

    @Override
    public void enter() {
        ExploredNode node = node("enter");
        step(node, "enters", () -> {
            inside.removeIf(other -> !other.isAliveNow());
            inside.add(node);
            for (ExploredNode other : inside) {
                if (other != node) {
                    AssertionError error = new AssertionError(
                            "nodes " + other + " and " + node + " are in section \"" + name + "\" at the same time");
                    run.fail(error); // The code may catch the error, or a future may hold it.
                    throw error;
                }
            }
        });
    }

    @Override
    public void leave() {
        ExploredNode node = node("leave");
        step(node, "leaves", () -> inside.remove(node));
    }

    private ExploredNode node(String what) {
        Actor actor = run.current();
        if (actor == null) {
            throw new IllegalStateException(what + " on section \"" + name + "\" must be called by the code of a node");
        }
        return actor.node;
    }

    private void step(ExploredNode node, String verb, Runnable work) {
        run.steps.make(
                node,
                Step.call(verb + " \"" + name + '"', 0),
                resource,
                () -> {
                    work.run();
                    return null;
                },
                (footprint, nothing) -> footprint.write(resource));
    }
}
