// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The threads that make the requests of a recipe: those of the scheduler, unless the user has set an executor. */
final class RequestThreads {

    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final ErrorReporter errors;

    RequestThreads(ScheduledExecutorService scheduler, Executor executor, ErrorReporter errors) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.errors = errors;
    }

    /**
     * Makes a request that is due: on the calling thread, which is one of the scheduler, or on a thread of the executor. Reports
     * what the executor throws if it does not take the request.
     */
    void make(Runnable request, Runnable whenRejected) {
        if (executor == scheduler) {
            request.run();
            return;
        }
        errors.execute(executor, request, whenRejected);
    }
}
