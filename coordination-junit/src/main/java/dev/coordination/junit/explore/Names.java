// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assigns numbers to names. The numbers are the same in all schedules of an exploration. Not thread-safe. */
final class Names {

    /** The number of actors that fit into the bits of a {@code long}, along with time and the end of a phase. */
    static final int MAX_ACTORS = 62;

    private final Map<String, Integer> resources = new HashMap<>();
    private final Map<String, Integer> actors = new HashMap<>();
    private final List<String> actorNames = new ArrayList<>();

    /** What conditions have read. */
    final Watched watched = new Watched();

    /** Whether an actor has waited for a lock in the user's code. */
    boolean hasWaits;

    /** Describes the first lock that an actor acquired after it waited in place: the JVM may have decided when. Empty if none. */
    String undecided = "";

    /** The waits of actors that have released the same lock just before, and are always overtaken by another actor. */
    final Set<String> handedOver = new HashSet<>();

    /** For each node, by index, the other nodes that use the same locks, as bits. */
    private final long[] lockPartners = new long[MAX_ACTORS];

    private int lockPairs;

    void shareLock(int node, int other) {
        if (node != other && !shareLocks(node, other)) {
            lockPartners[node] |= 1L << other;
            lockPartners[other] |= 1L << node;
            lockPairs++;
        }
    }

    /** Returns whether two nodes use the same locks, so that all their steps depend on each other. */
    boolean shareLocks(int node, int other) {
        return node >= 0 && other >= 0 && (lockPartners[node] & 1L << other) != 0;
    }

    /** Returns how many pairs of nodes are known to use the same locks. */
    int lockPairs() {
        return lockPairs;
    }

    /** Returns the number of a resource, which is positive. */
    int resource(String name) {
        Integer number = resources.get(name);
        if (number == null) {
            number = resources.size() + 1;
            resources.put(name, number);
        }
        return number;
    }

    /** Returns the number of an actor, from 0. */
    int actor(String name) {
        Integer number = actors.get(name);
        if (number == null) {
            number = actors.size();
            if (number == MAX_ACTORS) {
                throw new ScheduleProblem(
                        ScheduleProblem.Kind.MISUSE,
                        "a program can have at most " + MAX_ACTORS
                                + " actors (nodes, their threads, tasks, listeners, and"
                                + " subscriptions that may be lost), but " + name + " would be one too many");
            }
            actors.put(name, number);
            actorNames.add(name);
        }
        return number;
    }

    /** Returns the number of an actor, or -1 if no schedule has had an actor with this name. */
    int knownActor(String name) {
        return actors.getOrDefault(name, -1);
    }

    String actorName(int actor) {
        return actorNames.get(actor);
    }
}
