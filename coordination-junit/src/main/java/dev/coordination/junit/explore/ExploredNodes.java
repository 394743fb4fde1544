// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The nodes of one run. */
final class ExploredNodes implements Nodes {

    private static final int MAX_UNNAMED = 26;

    private final Run run;
    private final Map<String, Boolean> sometimes;
    private final Map<String, Section> sections = new HashMap<>();
    private int objects;
    private boolean ranNodes;

    /**
     * Creates the nodes.
     *
     * @param sometimes collects which conditions have held in some schedule
     */
    ExploredNodes(Run run, Map<String, Boolean> sometimes) {
        this.run = run;
        this.sometimes = sometimes;
    }

    boolean haveRun() {
        return ranNodes;
    }

    // ---- running

    @Override
    public void run(NodeCode... codes) {
        if (codes.length > MAX_UNNAMED) {
            throw new IllegalArgumentException(
                    "run takes the code of at most " + MAX_UNNAMED + " nodes without names, but got " + codes.length);
        }
        Map<String, NodeCode> named = new LinkedHashMap<>();
        for (NodeCode code : codes) {
            named.put(String.valueOf((char) ('a' + named.size())), code);
        }
        run(named);
    }

    @Override
    public void run(Map<String, NodeCode> codes) {
        checkProgram("run");
        if (Arguments.notNull(codes, "codes").isEmpty()) {
            throw new IllegalArgumentException("run takes the code of at least one node, but got none");
        }
        codes.keySet().forEach(NodeNames::check);
        ranNodes = true;
        codes.forEach(this::start);
        run.runActors(null);
    }

    private void start(String name, NodeCode code) {
        NodeState state = run.node(name);
        ExploredNode node = state.newest().isAliveNow() ? state.newest() : state.restart();
        state.codes.clear();
        state.codes.add(Arguments.notNull(code, "code"));
        node.start(code, Step.START);
    }

    @Override
    public void advance(Duration duration) {
        checkProgram("advance");
        if (Arguments.notNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, but was " + duration);
        }
        FairTurns turns = new FairTurns(run, run.time.after(duration), null);
        run.runActors(turns);
    }

    @Override
    public void eventually(Duration within, String description, BooleanSupplier condition) {
        checkProgram("eventually");
        if (Arguments.notNull(within, "within").isNegative()) {
            throw new IllegalArgumentException("within must not be negative, but was " + within);
        }
        Arguments.notNull(description, "description");
        Arguments.notNull(condition, "condition");
        FairTurns turns =
                new FairTurns(run, run.time.after(within), () -> run.conditions.observe(condition, new Footprint()));
        run.runActors(turns);
        if (!turns.hasHeld()) {
            throw new AssertionError("eventually \"" + description + "\" did not come true within " + Words.of(within));
        }
    }

    private void checkProgram(String method) {
        if (!run.turns.isProgram() || run.turns.isActive()) {
            throw new IllegalStateException("nodes." + method
                    + "(...) must be called by the program itself, on its own thread, and not by the code of a"
                    + " node");
        }
    }

    // ---- what there is

    @Override
    public Node node(String name) {
        NodeNames.check(name);
        return run.node(name).newest();
    }

    @Override
    public boolean isAlive(String name) {
        return node(name).isAlive();
    }

    @Override
    public boolean isInjected(Throwable thrown) {
        return run.isInjected(Arguments.notNull(thrown, "thrown"));
    }

    @Override
    public Clock clock() {
        return new NodeClock(run, null);
    }

    @Override
    public <T> T shared(Class<T> type, T real) {
        return Proxies.shared(run, type, real, object(Footprint.SHARED));
    }

    @Override
    public <T> T ghost(Class<T> type, T real) {
        return Proxies.ghost(run, type, real, object(Footprint.GHOST));
    }

    @Override
    public <T> Ghost<T> ghost(T initial) {
        return new ExploredGhost<>(run, object(Footprint.GHOST), initial);
    }

    @Override
    public <E> List<E> ghostList() {
        return new GhostList<>(run, object(Footprint.GHOST));
    }

    private long object(int area) {
        return Footprint.resource(area, run.names.resource("object " + ++objects));
    }

    // ---- what must hold

    @Override
    public Section section(String name) {
        return sections.computeIfAbsent(Arguments.notNull(name, "name"), key -> new ExploredSection(run, key));
    }

    @Override
    public void always(String description, BooleanSupplier condition) {
        Arguments.notNull(condition, "condition");
        run.conditions.add(Arguments.notNull(description, "description"), condition);
    }

    @Override
    public void sometimes(String description, boolean holds) {
        sometimes.merge(Arguments.notNull(description, "description"), holds, Boolean::logicalOr);
    }

    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        run.nodes.forEach(node -> names.add(node.name));
        return "nodes " + names;
    }
}
