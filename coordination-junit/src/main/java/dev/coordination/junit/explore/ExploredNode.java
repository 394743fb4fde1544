// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One incarnation of a node. */
final class ExploredNode implements Node {

    final Run run;
    final NodeState state;
    final int index;
    final Leases leases;
    private final int incarnation;
    private final DistributedCoordination handle;
    private final ExploredCache cache;
    private final ExploredPubSub pubSub;
    private final ExploredElection election;
    private final ExploredMembership membership;
    private final List<NodeScheduler> schedulers = new ArrayList<>();
    private @Nullable NodeScheduler scheduler;
    private boolean alive = true;

    ExploredNode(Run run, NodeState state, int incarnation) {
        this.run = run;
        this.state = state;
        this.index = state.index;
        this.incarnation = incarnation;
        leases = new Leases(run, state);
        handle = run.backend.connect(state.name);
        cache = new ExploredCache(this, handle.cache());
        pubSub = new ExploredPubSub(this, handle.pubSub());
        election = new ExploredElection(this, handle.leaderElection());
        membership = new ExploredMembership(this, handle.clusterMembership());
    }

    // ---- for the engine

    /** Returns the name, followed by the number of the incarnation if that is not the first one. */
    String displayName() {
        return incarnation == 1 ? state.name : state.name + "#" + incarnation;
    }

    long resource(int area, String name) {
        return Footprint.resource(area, run.names.resource(name));
    }

    /** Returns the first actor name of the given kind that is not in use. */
    String freeName(String kind) {
        String prefix = displayName();
        for (int number = 1; ; number++) {
            String name = kind.isEmpty() ? number == 1 ? prefix : prefix + "/" + number : prefix + "/" + kind + number;
            if (isFree(name)) {
                return name;
            }
        }
    }

    private boolean isFree(String name) {
        for (Actor actor : run.actors) {
            if (!actor.finished && actor.name.equals(name)) {
                return false;
            }
        }
        return true;
    }

    /** Adds an actor that runs the given code of this node. */
    Actor start(NodeCode code, Step first) {
        return run.add(
                freeName(""),
                this,
                first,
                () -> {
                    Actor actor = run.current();
                    if (actor != null && !run.scope.fine() && first == Step.START && !run.waits.isInPlace()) {
                        actor.pending = null;
                        actor.last = run.lastStep();
                    } else if (actor != null) {
                        run.begin(actor).ended = true;
                    }
                    code.run(this);
                },
                () -> null);
    }

    /** Ends this incarnation. The variant of the step says whether the node is restarted. */
    void die(Event event) {
        alive = false;
        event.ended = true;
        run.turns.onBackend(() -> {
            handle.close();
            return null;
        });
        Footprint footprint = event.footprint;
        if (run.scope.has(ReductionRule.DEATH_WRITES)) {
            footprint.write(Footprint.TOPIC, 0);
            footprint.write(Footprint.SECTION, 0);
            footprint.write(resource(Footprint.LIFE, state.name));
        }
        footprint.readTime();
        if (Variant.restarts(event.variant)) {
            ExploredNode next = run.turns.onBackend(state::restart);
            for (NodeCode code : state.codes) {
                next.start(code, Step.call("restarts", 0)).patient = true;
            }
        }
    }

    boolean isAliveNow() {
        return alive;
    }

    List<ExploredSubscription> subscriptions() {
        return pubSub.subscriptions();
    }

    /** Fails the run and throws an exception if an actor belongs to another node. */
    void checkOwn(@Nullable Actor actor, Supplier<String> what) {
        if (actor != null && actor.node.index != index) {
            throw run.foreign(actor, this, what.get());
        }
    }

    // ---- for users

    @Override
    public String name() {
        return state.name;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public boolean isAlive() {
        run.accesses.reads(resource(Footprint.LIFE, state.name));
        return alive;
    }

    @Override
    public SharedCache cache() {
        return cache;
    }

    @Override
    public PubSub pubSub() {
        return pubSub;
    }

    @Override
    public LeaderElection leaderElection() {
        return election;
    }

    @Override
    public ClusterMembership clusterMembership() {
        return membership;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        if (scheduler == null) {
            scheduler = newNodeScheduler(1);
        }
        return scheduler;
    }

    @Override
    public ScheduledExecutorService newScheduler(int threads) {
        if (threads < 1 || threads > 16) {
            throw new IllegalArgumentException("threads must be between 1 and 16, but was " + threads);
        }
        return newNodeScheduler(threads);
    }

    private NodeScheduler newNodeScheduler(int threads) {
        NodeScheduler created = new NodeScheduler(this, threads);
        schedulers.add(created);
        return created;
    }

    @Override
    public Clock clock() {
        return new NodeClock(run, state);
    }

    @Override
    public void spawn(NodeCode code) {
        Actor actor = run.current();
        checkOwn(actor, () -> "calls spawn");
        if (actor == null) {
            throw new IllegalStateException("spawn must be called by code of node " + name() + " that is running");
        }
        run.accesses.ready();
        start(code, Step.START);
    }

    @Override
    public void sleep(Duration duration) {
        Actor actor = run.current();
        if (actor == null) {
            throw new IllegalStateException(
                    "sleep must be called by the code of a node; the program can call nodes.advance(...)");
        }
        run.accesses.readTime();
        long end = run.time.after(duration);
        run.steps.make(
                this,
                Step.waiting("sleep", Variant.OF_NODE, () -> actor.interruptRequested, end, duration),
                0,
                () -> null,
                (footprint, nothing) -> {});
        if (actor.takeInterrupt()) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void work(String what) {
        run.steps.make(this, Step.remote(what, Variant.OF_NODE), 0, () -> null, (footprint, nothing) -> {});
    }

    @Override
    public void close() {
        run.steps.make(
                this,
                Step.call("close", 0),
                0,
                () -> {
                    handle.close();
                    return null;
                },
                (footprint, nothing) -> {
                    footprint.write(Footprint.TOPIC, 0);
                    subscriptions().forEach(subscription -> subscription.handleClosed(footprint));
                });
    }

    @Override
    public String toString() {
        return displayName();
    }
}
