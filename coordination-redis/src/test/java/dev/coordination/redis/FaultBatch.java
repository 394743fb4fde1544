// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.DistributedCoordination;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The cases of one fault in one phase: they share a server, and the fault begins and ends for all of them at once. */
final class FaultBatch {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Fault fault;
    private final FaultPhase phase;
    private final List<FaultOperation> operations;
    private final UnaryOperator<DistributedCoordination> wrapping;

    FaultBatch(
            Fault fault,
            FaultPhase phase,
            List<FaultOperation> operations,
            UnaryOperator<DistributedCoordination> wrapping) {
        this.fault = fault;
        this.phase = phase;
        this.operations = operations.stream().filter(fault::appliesTo).toList();
        this.wrapping = wrapping;
    }

    /** Runs the cases, and returns them. */
    List<FaultCase> run(FaultServer server) throws Exception {
        List<FaultCase> cases = new ArrayList<>();
        try {
            for (FaultOperation operation : operations) {
                String name = "case-" + NAMES.incrementAndGet();
                grantAll(server, name);
                cases.add(new FaultCase(server, fault, phase, operation, name, wrapping));
            }
            server.setCases(cases);
            inParallel(cases, running -> running::setUp);
            if (phase.isInFlight()) {
                cases.forEach(FaultCase::start);
                for (FaultCase running : cases) {
                    running.awaitInFlight();
                }
            }
            Fault.Replies replies = phase == FaultPhase.REPLY_IN_FLIGHT ? fault.replies() : Fault.Replies.ARRIVE;
            Fault.End end = fault.begin(server);
            try {
                cases.forEach(running -> running.setBegan(true));
                if (phase.isInFlight()) {
                    if (replies != Fault.Replies.ARRIVE_AFTERWARDS) {
                        cases.forEach(running -> running.proxy().release(replies == Fault.Replies.ARE_LOST));
                    }
                } else {
                    cases.forEach(FaultCase::start);
                }
                for (FaultCase running : cases) {
                    running.awaitAnswer();
                }
            } finally {
                end.end();
                cases.forEach(running -> running.proxy().release(false));
            }
            cases.forEach(running -> running.setBegan(false));
            server.settle();
            cases.forEach(running -> running.proxy().markOld());
            inParallel(cases, running -> running::judge);
            inParallel(cases, running -> running::again);
            inParallel(cases, running -> running::closeHandle);
        } finally {
            cases.forEach(FaultCase::close);
            server.clear();
        }
        return cases;
    }

    /** Creates the user of a case, or restores it. */
    static void grantAll(FaultServer server, String user) {
        server.admin().call("ACL", "SETUSER", user, "reset", "on", ">" + FaultAnswer.PASSWORD, "~*", "&*", "+@all");
    }

    private static void inParallel(List<FaultCase> cases, Function<FaultCase, Callable<?>> step) throws Exception {
        List<Future<?>> steps = new ArrayList<>();
        cases.forEach(running -> steps.add(running.submit(step.apply(running))));
        for (int i = 0; i < steps.size(); i++) {
            cases.get(i).await(steps.get(i));
        }
    }
}
