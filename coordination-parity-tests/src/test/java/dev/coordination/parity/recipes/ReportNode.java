// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import dev.coordination.DistributedCoordination;
import dev.coordination.recipes.LeaderElector;
import dev.coordination.recipes.Member;
import dev.coordination.recipes.Term;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/** A process of an application, as {@code docs/recipes.md} shows it: each is a member, and one of them writes the report. */
final class ReportNode implements AutoCloseable {

    private final DistributedCoordination coordination;
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Member member;
    private final CompletableFuture<LeaderElector> elector = new CompletableFuture<>();

    ReportNode(DistributedCoordination coordination, String node, Report report, Consumer<Throwable> errors) {
        this.coordination = coordination;
        timers.setRemoveOnCancelPolicy(true);
        member = Member.builder(coordination, node, timers)
                .requestExecutor(workers)
                .errorHandler(errors)
                .start();
        elector.complete(LeaderElector.builder(coordination, "report", node, timers)
                .requestExecutor(workers)
                .callbackExecutor(workers)
                .onElected(term -> write(term, report))
                .errorHandler(errors)
                .start());
    }

    private void write(Term term, Report report) throws InterruptedException {
        try {
            term.run(() -> report.write(term.fencingToken()));
        } finally {
            elector.join().resign(); // Nobody works any more, whether it has returned or thrown.
        }
    }

    @Override
    public void close() {
        elector.join().close(); // First the recipes,
        member.close();
        timers.shutdown(); // then the executors,
        workers.shutdown();
        coordination.close(); // and the coordination last.
    }

    ExecutorService timers() {
        return timers;
    }

    ExecutorService workers() {
        return workers;
    }

    /** Writes reports until it is interrupted. */
    interface Report {
        void write(long fencingToken) throws InterruptedException;
    }
}
