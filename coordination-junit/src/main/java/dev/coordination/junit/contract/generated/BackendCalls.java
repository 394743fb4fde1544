// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.harness.Capability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Uses the same names on two backends, with different contents, in all areas. Every second node is connected to the second
 * backend. What a term of one backend means on the other is not asked.
 */
public final class BackendCalls implements Generator {

    private static final int NODES = 4;
    private static final int STEPS = 400;
    private static final List<String> NAMES = List.of("k", "5", "a:b", "node");

    /** The terms of each backend and election. */
    private final Map<String, List<Leadership>> terms = new HashMap<>();

    @Override
    public void generate(Calls calls) {
        List<CacheOperation> operations = CacheOperation.WITH_NEW_VALUES.stream()
                .filter(operation -> operation.isPossible(calls))
                .toList();
        for (int node = 0; node < NODES; node++) { // in this order: see the class that divides them
            calls.on(node).cache().exists("k");
        }
        for (String name : NAMES) {
            for (int node = 0; node < 2; node++) {
                write(calls, node, name);
            }
            for (int node = 0; node < NODES; node++) {
                read(calls, node, name);
            }
        }
        for (int i = 0; i < STEPS; i++) {
            String name = calls.one(NAMES);
            change(calls, calls.below(NODES), name, calls.one(operations));
            read(calls, calls.below(NODES), name);
        }
        if (calls.has(Capability.DELETE_MATCHING)) {
            calls.on(0).cache().deleteMatching("*");
            NAMES.forEach(name -> read(calls, 1, name));
        }
    }

    private void write(Calls calls, int node, String name) {
        DistributedCoordination handle = calls.on(node);
        handle.cache().set(name, utf8("" + node * 5), calls.units(node + 10));
        acquire(handle, node, name, "node " + node, calls);
        handle.clusterMembership().register(name, Map.of("backend", "" + node % 2), calls.units(node + 10));
    }

    private void acquire(DistributedCoordination handle, int node, String election, String candidate, Calls calls) {
        terms.computeIfAbsent(node % 2 + election, unused -> new ArrayList<>())
                .add(handle.leaderElection()
                        .tryAcquire(election, candidate, calls.units(10))
                        .orElseThrow());
    }

    private void change(Calls calls, int node, String name, CacheOperation operation) {
        DistributedCoordination handle = calls.on(node);
        List<Leadership> held = terms.getOrDefault(node % 2 + name, List.of());
        switch (calls.below(9)) {
            case 0 -> write(calls, node, name);
            case 1, 2, 3 -> operation.call(handle.cache(), name, utf8("" + node % 2 * 5), calls.units(20 + node));
            case 4 -> acquire(handle, node, name, "node " + calls.below(2), calls);
            case 5 -> handle.leaderElection().release(name, "node " + calls.below(2));
            case 6 -> {
                handle.leaderElection().renew(calls.one(held), calls.units(20));
                handle.leaderElection().release(calls.one(held));
            }
            case 7 -> handle.clusterMembership().heartbeat(name, calls.units(20 + node));
            default -> handle.clusterMembership().deregister(name);
        }
    }

    private static void read(Calls calls, int node, String name) {
        DistributedCoordination handle = calls.on(node);
        EntryCalls.read(handle.cache(), name);
        handle.leaderElection().currentLeader(name);
        handle.clusterMembership().metadata(name);
        handle.clusterMembership().members();
        handle.clusterMembership().activeNodes();
    }
}
