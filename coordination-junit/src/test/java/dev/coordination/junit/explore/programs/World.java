// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Section;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a generated program has in one schedule besides its nodes. */
final class World {

    private final Map<String, StringBuilder> logs = new ConcurrentSkipListMap<>();
    private final Map<String, NodeMemory> memories = new ConcurrentHashMap<>();
    private final Nodes nodes;
    private final Section section;
    private final Register register;
    private final List<String> ghost;
    private final boolean catching;
    private boolean both;

    World(Nodes nodes, boolean catching) {
        this.nodes = nodes;
        this.catching = catching;
        section = nodes.section("section");
        register = nodes.shared(Register.class, new Register.InMemory());
        ghost = nodes.ghostList();
    }

    /** Returns whether actors continue when a call fails. */
    boolean isCatching() {
        return catching;
    }

    Nodes nodes() {
        return nodes;
    }

    Section section() {
        return section;
    }

    Register register() {
        return register;
    }

    List<String> ghost() {
        return ghost;
    }

    /** Returns an actor of a node, with its own log. */
    Actor actor(Node node, String name) {
        String id = node.name() + (node.incarnation() == 1 ? "" : "#" + node.incarnation());
        NodeMemory memory = memories.computeIfAbsent(id, key -> new NodeMemory());
        return new Actor(this, node, memory, logs.computeIfAbsent(id + "." + name, key -> new StringBuilder()));
    }

    /** Remembers whether a condition has ever held. */
    void look(boolean holds) {
        both |= holds;
    }

    @Override
    public String toString() {
        return logs + (both ? " both" : "") + (ghost.isEmpty() ? "" : " ghost " + ghost);
    }
}
