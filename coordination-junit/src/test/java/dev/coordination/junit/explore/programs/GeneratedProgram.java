// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.CoordinationException;
import dev.coordination.Leadership;
import dev.coordination.Topic;
import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.NodeCode;
import dev.coordination.junit.explore.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small program with several nodes, generated from a seed.
 *
 * @param catching whether actors catch the failures of calls and continue
 * @param preset whether the key {@code k} has a value at the start
 * @param watched whether a condition checks after each step whether both keys are present
 */
public record GeneratedProgram(
        Conditions conditions,
        boolean catching,
        boolean preset,
        boolean watched,
        List<NodeProgram> nodePrograms,
        Afterwards afterwards,
        List<Code> again) {

    /** Returns the program that belongs to a seed. */
    public static GeneratedProgram of(long seed) {
        return new ProgramGenerator(seed).program();
    }

    /** Returns an exploration with the settings of this program. */
    public Exploration explorationOf(Exploration exploration) {
        return conditions.on(exploration);
    }

    /** Returns whether the start of a node, and the return of each call, are always steps. */
    public boolean fine() {
        return conditions.fine();
    }

    /** Runs the program in one schedule, and returns everything that can be observed. */
    public String run(Nodes nodes) throws Exception {
        World world = new World(nodes, catching);
        Node reader = nodes.node("reader");
        if (preset) {
            reader.cache().setText("k", "1");
        }
        if (watched) {
            nodes.always("looks at both keys", () -> {
                world.look(reader.cache().get("k").isPresent()
                        && reader.cache().get("l").isPresent());
                return true;
            });
        }
        Map<String, NodeCode> codes = new LinkedHashMap<>();
        for (NodeProgram program : nodePrograms) {
            prepare(world, program);
            codes.put(program.name(), node -> run(world, program, node));
        }
        nodes.run(codes);
        afterwards.run(world, again);
        return world + " ended with " + state(world, reader);
    }

    private static void prepare(World world, NodeProgram program) {
        Node node = world.nodes().node(program.name());
        if (program.subscribes()) {
            world.actor(node, "main").memory().subscription = node.pubSub().subscribe("c");
        }
        if (program.listens()) {
            Actor listener = world.actor(node, "listener");
            listener.memory().listening = node.pubSub()
                    .subscribe(
                            List.of(Topic.channel("c")),
                            listener.listener(
                                    message -> "heard " + message.text(),
                                    () -> listener.runAsTask(program.listener())));
        }
    }

    private static void run(World world, NodeProgram program, Node node) throws Exception {
        for (int i = 1; i < program.threads().size(); i++) {
            List<Code> codes = program.threads().get(i);
            Actor other = world.actor(node, "thread" + i);
            node.spawn(self -> Code.runAll(codes, other));
        }
        Code.runAll(program.threads().get(0), world.actor(node, "main"));
    }

    /** Returns the final state of the backend and of the nodes. */
    private String state(World world, Node reader) {
        StringBuilder state = new StringBuilder();
        for (String name : List.of("k", "l")) {
            state.append(Actor.text(reader.cache().get(name)))
                    .append(reader.cache().ttl(name).map(Object::toString).orElse(""))
                    .append(reader.leaderElection()
                            .currentLeader(name)
                            .map(Leadership::nodeId)
                            .orElse("-"))
                    .append(' ');
        }
        state.append(new TreeMap<>(reader.clusterMembership().members()))
                .append(world.register().read());
        for (NodeProgram program : nodePrograms) {
            state.append(' ').append(world.nodes().isAlive(program.name()) ? buffered(world, program) : "dead");
        }
        return state.append(' ')
                .append(world.nodes().clock().instant().getEpochSecond())
                .toString();
    }

    private static String buffered(World world, NodeProgram program) {
        Node node = world.nodes().node(program.name());
        NodeMemory memory = world.actor(node, "main").memory();
        if (memory.subscription == null) {
            return "alive";
        }
        try {
            return Integer.toString(memory.subscription.pending());
        } catch (CoordinationException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Returns programs that are simpler in one respect. */
    public List<GeneratedProgram> simpler() {
        List<GeneratedProgram> simpler = new ArrayList<>();
        for (int i = 0; i < nodePrograms.size(); i++) {
            if (nodePrograms.size() > 1) {
                simpler.add(with(Simpler.replaced(nodePrograms, i, List.of())));
            }
            for (NodeProgram less : nodePrograms.get(i).simpler()) {
                simpler.add(with(Simpler.replaced(nodePrograms, i, List.of(less))));
            }
        }
        for (Conditions less : conditions.simpler()) {
            simpler.add(new GeneratedProgram(less, catching, preset, watched, nodePrograms, afterwards, again));
        }
        if (preset) {
            simpler.add(new GeneratedProgram(conditions, catching, false, watched, nodePrograms, afterwards, again));
        }
        if (watched) {
            simpler.add(new GeneratedProgram(conditions, catching, preset, false, nodePrograms, afterwards, again));
        }
        if (afterwards != Afterwards.NOTHING) {
            simpler.add(new GeneratedProgram(
                    conditions, catching, preset, watched, nodePrograms, Afterwards.NOTHING, List.of()));
        }
        for (List<Code> less : Simpler.lists(again)) {
            simpler.add(new GeneratedProgram(conditions, catching, preset, watched, nodePrograms, afterwards, less));
        }
        return simpler;
    }

    /** Returns whether the schedule alone determines the order in which everything happens. */
    public boolean isControlled() {
        return nodePrograms.stream().allMatch(LockUse::isControlled);
    }

    private GeneratedProgram with(List<NodeProgram> programs) {
        return new GeneratedProgram(conditions, catching, preset, watched, programs, afterwards, again);
    }

    /** Returns the program as code. */
    @Override
    public String toString() {
        return ProgramText.of(this);
    }
}
