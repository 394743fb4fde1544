// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import java.util.List;
import java.util.Map;

/**
 * Uses the same names, with different contents, for the keys and members of two backends. The nodes are connected to
 * the two backends alternately. Elections are left out, because the tokens of two backends cannot be compared.
 */
public final class BackendCalls implements Generator {

    private static final int NODES = 4;
    private static final int STEPS = 400;
    private static final List<String> NAMES = List.of("k", "5", "a:b", "node");

    @Override
    public void generate(Calls calls) {
        List<CacheOperation> operations = CacheOperation.WITH_NEW_VALUES.stream()
                .filter(operation -> operation.isPossible(calls))
                .toList();
        for (int node = 0;
                node < NODES;
                node++) { // In this order, since nodes are assigned to backends as they connect.
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
        handle.clusterMembership().register(name, Map.of("backend", "" + node % 2), calls.units(node + 10));
    }

    private void change(Calls calls, int node, String name, CacheOperation operation) {
        DistributedCoordination handle = calls.on(node);
        switch (calls.below(6)) {
            case 0 -> write(calls, node, name);
            case 1, 2, 3 -> operation.call(handle.cache(), name, utf8("" + node % 2 * 5), calls.units(20 + node));
            case 4 -> handle.clusterMembership().heartbeat(name, calls.units(20 + node));
            default -> handle.clusterMembership().deregister(name);
        }
    }

    private static void read(Calls calls, int node, String name) {
        DistributedCoordination handle = calls.on(node);
        EntryCalls.read(handle.cache(), name);
        handle.clusterMembership().metadata(name);
        handle.clusterMembership().members();
        handle.clusterMembership().activeNodes();
    }
}
