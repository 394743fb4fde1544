// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Generates sequences of calls. Each sequence uses a few names and mixes the areas in its own proportions, so that some
 * sequences concentrate on one area and others combine several.
 */
final class Generator {

    /** The number of nodes that make calls. One more node reads the final state. */
    static final int NODES = 3;

    /** The possible weights of an area. Half of them are zero, because every sequence would call every area otherwise. */
    private static final int[] WEIGHTS = {0, 0, 1, 3};

    private final Set<Area> areas;
    private final Set<Capability> capabilities;
    private final int buffer;
    private final boolean overflows;
    private final boolean timePasses;

    /**
     * Creates a generator.
     *
     * @param capabilities the capabilities of both adapters
     * @param buffer the smaller of the two subscription buffers, in messages
     * @param overflows whether the two buffers have the same size, so that overflows can be compared
     */
    Generator(Set<Area> areas, Set<Capability> capabilities, int buffer, boolean overflows, boolean timePasses) {
        this.areas = areas;
        this.capabilities = capabilities;
        this.buffer = buffer;
        this.overflows = overflows;
        this.timePasses = timePasses;
    }

    /** Returns a sequence that ends with steps which read all observable state. */
    List<Step> sequence(SplittableRandom random, int steps) {
        ArgumentPool pools = new ArgumentPool(random);
        Steps of = new Steps(pools);
        List<List<Supplier<Step>>> mixed = mix(random, of);
        List<Step> sequence = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            List<Supplier<Step>> area = mixed.get(random.nextInt(mixed.size()));
            sequence.add(area.get(random.nextInt(area.size())).get());
        }
        of.readState().forEach(sequence::add);
        return sequence;
    }

    /** Returns a list in which each area occurs as often as its weight. */
    private List<List<Supplier<Step>>> mix(SplittableRandom random, Steps of) {
        List<List<Supplier<Step>>> possible = of.areas();
        List<List<Supplier<Step>>> mixed = new ArrayList<>();
        for (List<Supplier<Step>> area : possible) {
            for (int weight = WEIGHTS[random.nextInt(WEIGHTS.length)]; weight > 0; weight--) {
                mixed.add(area);
            }
        }
        if (mixed.isEmpty()) {
            mixed.addAll(possible);
        }
        if (timePasses && random.nextInt(4) > 0) {
            mixed.add(List.of(of.nodes::advance));
        }
        if (random.nextInt(4) == 0) {
            mixed.add(of.nodes.all());
        }
        return mixed;
    }

    /** The steps of one sequence. */
    private final class Steps {

        private final ArgumentPool pools;
        private final CacheSteps cache;
        private final PubSubSteps pubSub;
        private final ElectionSteps elections;
        private final MembershipSteps members;
        private final NodeSteps nodes;

        Steps(ArgumentPool pools) {
            this.pools = pools;
            cache = new CacheSteps(pools);
            pubSub = new PubSubSteps(
                    pools,
                    capabilities.contains(Capability.EXACT_RECEIVER_COUNT),
                    capabilities.contains(Capability.PATTERN_SUBSCRIPTIONS),
                    buffer,
                    overflows);
            elections = new ElectionSteps(pools);
            members = new MembershipSteps(pools);
            nodes = new NodeSteps(pools);
        }

        List<List<Supplier<Step>>> areas() {
            List<List<Supplier<Step>>> all = new ArrayList<>();
            if (areas.contains(Area.CACHE)) {
                all.add(cache.all());
                if (deletesMatching()) {
                    all.add(List.of(cache::deleteMatching));
                }
            }
            if (messages()) {
                all.add(pubSub.all());
            }
            if (areas.contains(Area.ELECTIONS)) {
                all.add(elections.all());
            }
            if (areas.contains(Area.MEMBERS)) {
                all.add(members.all());
            }
            return all;
        }

        private boolean deletesMatching() {
            return capabilities.contains(Capability.DELETE_MATCHING);
        }

        private boolean messages() {
            return areas.contains(Area.PUBSUB)
                    && capabilities.containsAll(Set.of(Capability.PUBSUB, Capability.POLL_SEES_PUBLISHED));
        }

        /** Reads the state through a node that has made no earlier calls. */
        Stream<Step> readState() {
            List<Step> reads = new ArrayList<>();
            for (String name : pools.names()) {
                if (areas.contains(Area.CACHE)) {
                    reads.add(CacheSteps.get(NODES, ArgumentPool.text(name)));
                    reads.add(CacheSteps.ttl(NODES, ArgumentPool.text(name)));
                }
                if (areas.contains(Area.ELECTIONS)) {
                    reads.add(ElectionSteps.currentLeader(NODES, ArgumentPool.text(name)));
                }
                if (messages()) {
                    reads.add(pubSub.publish(NODES, ArgumentPool.text(name), pools.payload()));
                }
            }
            if (messages()) {
                for (int slot = 0; slot < PubSubSteps.SLOTS; slot++) {
                    reads.add(CommonSteps.drain(slot));
                }
            }
            if (areas.contains(Area.MEMBERS)) {
                reads.add(MembershipSteps.activeNodes(NODES));
                reads.add(MembershipSteps.members(NODES));
            }
            if (areas.contains(Area.CACHE) && deletesMatching()) {
                reads.add(CacheSteps.deleteMatching(NODES, ArgumentPool.text("*")));
            }
            return reads.stream();
        }
    }
}
