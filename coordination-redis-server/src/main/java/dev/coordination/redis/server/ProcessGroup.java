// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The processes of a set-up. They run the same binary, start in parallel, and stop together. */
final class ProcessGroup {

    private static final long END_MINUTES = 1;

    private final String name;
    private final RedisProcess.Binary source;

    /** Every process that has started. */
    private final List<RedisProcess> processes = new CopyOnWriteArrayList<>();

    /** @param name the name of the binary in error messages */
    ProcessGroup(String name, RedisProcess.Binary source) {
        this.name = name;
        this.source = source;
    }

    /**
     * Starts processes, and blocks until all of them accept connections.
     *
     * @throws NoServerException if one of them does not start; the others may run until {@link #stop}
     */
    List<RedisProcess> start(int count, RedisProcess.Ports ports, ProcessMode mode) throws NoServerException {
        Callable<RedisProcess> start = () -> {
            RedisProcess process = RedisProcess.start(name, source, ports, mode);
            processes.add(process);
            return process;
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            return results(threads.invokeAll(Collections.nCopies(count, start)));
        } catch (InterruptedException e) {
            awaitEnd(threads);
            Thread.currentThread().interrupt();
            throw new NoServerException("interrupted while waiting for " + name, e);
        } finally {
            threads.shutdown();
        }
    }

    private static List<RedisProcess> results(List<Future<RedisProcess>> starting)
            throws NoServerException, InterruptedException {
        List<RedisProcess> started = new ArrayList<>();
        for (Future<RedisProcess> process : starting) {
            try {
                started.add(process.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof NoServerException refusal
                        ? refusal
                        : new NoServerException(FailureReason.outerAndInner(e), e);
            }
        }
        return List.copyOf(started);
    }

    /** Waits for starts that were interrupted, so that no process is added after this method returns. */
    private static void awaitEnd(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills every process and deletes its directory. */
    void stop() {
        processes.forEach(RedisProcess::kill);
        processes.forEach(RedisProcess::stop);
    }
}
