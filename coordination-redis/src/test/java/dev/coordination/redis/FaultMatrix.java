// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs batches of cases, several at a time, each on a server of its own. */
final class FaultMatrix implements AutoCloseable {

    private static final int AT_A_TIME = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, task -> {
        Thread thread = new Thread(task, "fault-matrix");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingDeque<FaultServer> idleServers = new LinkedBlockingDeque<>();
    private final UnaryOperator<DistributedCoordination> wrapping;

    FaultMatrix() {
        this(UnaryOperator.identity());
    }

    /**
     * Creates a matrix whose handles are changed.
     *
     * @param wrapping changes a handle
     */
    FaultMatrix(UnaryOperator<DistributedCoordination> wrapping) {
        this.wrapping = wrapping;
    }

    /** Returns all faults. */
    static List<Fault> faults() {
        return Stream.of(ServerFaults.all(), PermissionFaults.all(), NetworkFaults.all(), ReplyFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the phases in which a fault differs from what it is in others. */
    static List<FaultPhase> phases(Fault fault) {
        return Stream.of(FaultPhase.values())
                .filter(phase -> !phase.isInFlight() || fault.concernsCallsInFlight())
                .toList();
    }

    /** Starts the server that {@code coordination.faults.server} names, or the embedded one. */
    static RestartableServer startServer() {
        String binary = System.getProperty("coordination.faults.server", "");
        return binary.isEmpty() ? RestartableServer.start() : RestartableServer.startBinary(Path.of(binary));
    }

    /** Begins to run all operations under a fault in a phase. */
    Future<List<FaultCase>> submit(Fault fault, FaultPhase phase) {
        return submit(fault, phase, FaultOperations.all());
    }

    /** Begins to run operations under a fault in a phase. */
    Future<List<FaultCase>> submit(Fault fault, FaultPhase phase, List<FaultOperation> operations) {
        return threads.submit(() -> {
            FaultServer idle = idleServers.poll();
            FaultServer server = idle == null ? new FaultServer() : idle;
            boolean reusable = false;
            try {
                List<FaultCase> cases = new FaultBatch(fault, phase, operations, wrapping).run(server);
                reusable = !fault.usesUpServer();
                return cases;
            } finally {
                if (reusable) {
                    idleServers.add(server);
                } else {
                    server.close();
                }
            }
        });
    }

    /** Returns a line for each bad case. */
    static List<String> problems(List<FaultCase> cases) {
        List<String> problems = new ArrayList<>();
        for (FaultCase running : cases) {
            for (String problem : running.problems()) {
                problems.add(running + ": " + problem);
            }
        }
        return problems;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        idleServers.forEach(FaultServer::close);
    }
}
