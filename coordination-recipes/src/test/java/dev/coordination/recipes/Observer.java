// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.Ghost;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.util.ArrayList;
import java.util.List;

/** Starts electors on explored nodes, and observes their terms. */
final class Observer {

    private final Nodes nodes;
    private final List<Callbacks> nodesObserved = new ArrayList<>();
    private final List<LeaderElector> electors;

    Observer(Nodes nodes, String... names) {
        this.nodes = nodes;
        this.electors = nodes.ghostList();
        for (String name : names) {
            nodesObserved.add(new Callbacks(name, nodes));
        }
        nodes.always("at most one term is valid", () -> valid() <= 1);
    }

    private long valid() {
        return electors.stream().filter(elector -> elector.term().isPresent()).count();
    }

    /** Also observes the terms that an elector has not told yet. */
    LeaderElector start(LeaderElectorBuilder builder) {
        LeaderElector elector = builder.start();
        electors.add(elector);
        return elector;
    }

    /** Returns the terms that nodes have been told of. */
    List<Term> terms() {
        return nodesObserved.stream()
                .flatMap(node -> node.elected.stream())
                .flatMap(terms -> List.copyOf(terms).stream())
                .toList();
    }

    /** Returns whether a node that is alive has been told of a term, and not of its end. */
    boolean someoneLeads() {
        return nodesObserved.stream().anyMatch(node -> nodes.isAlive(node.name) && !node.isPaired());
    }

    LeaderElectorBuilder builder(Node node) {
        return builder(node, term -> {});
    }

    /** Returns a builder of an elector on a node that does something when it is elected. */
    LeaderElectorBuilder builder(Node node, OnElected then) {
        Callbacks callbacks = nodesObserved.stream()
                .filter(observed -> observed.name.equals(node.name()))
                .findFirst()
                .orElseThrow();
        callbacks.incarnation.set(node.incarnation());
        List<Term> elected = callbacks.elected.get(node.incarnation());
        List<Term> lost = callbacks.lost.get(node.incarnation());
        return LeaderElector.builder(node, "report", node.name(), node.scheduler())
                .clock(node.clock())
                .incarnation(String.valueOf(node.incarnation()))
                .errorHandler(thrown -> {})
                .onElected(term -> {
                    assertThat(elected).as("terms whose end has been told").hasSameSizeAs(lost);
                    elected.add(term);
                    then.onElected(term);
                })
                .onLost((term, reason) -> {
                    assertThat(term.isValid()).isFalse();
                    lost.add(term);
                    assertThat(List.copyOf(lost)).isEqualTo(List.copyOf(elected));
                });
    }

    /** Checks that the callbacks of each node that is alive came in pairs, and that each term has its own token. */
    void check() {
        for (Callbacks node : nodesObserved) {
            if (nodes.isAlive(node.name)) {
                assertThat(node.isPaired())
                        .as("callbacks of %s come in pairs", node.name)
                        .isTrue();
            }
        }
        assertThat(terms()).extracting(Term::fencingToken).doesNotHaveDuplicates();
    }

    /** The callbacks of a node, by its incarnation. */
    private static final class Callbacks {

        final String name;
        final Ghost<Integer> incarnation;
        final List<List<Term>> elected = new ArrayList<>();
        final List<List<Term>> lost = new ArrayList<>();

        Callbacks(String name, Nodes nodes) {
            this.name = name;
            incarnation = nodes.ghost(0);
            for (int i = 0; i <= 3; i++) { // At most two faults restart it.
                elected.add(nodes.ghostList());
                lost.add(nodes.ghostList());
            }
        }

        /** Returns whether the present incarnation has been told the end of each of its terms. */
        boolean isPaired() {
            return elected.get(incarnation.get()).size()
                    == lost.get(incarnation.get()).size();
        }
    }
}
