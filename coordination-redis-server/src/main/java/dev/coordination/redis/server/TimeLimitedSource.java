// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives one way to have a Redis up when it takes too long. A server that comes too late is closed again. */
final class TimeLimitedSource implements ServerSource {

    private final ServerSource kind;
    private final String name;
    private final Duration limit;

    /** @param name what to call it when it is given up */
    TimeLimitedSource(ServerSource kind, String name, Duration limit) {
        this.kind = kind;
        this.name = name;
        this.limit = limit;
    }

    @Override
    public RedisServer start() throws NoServerException {
        CompletableFuture<RedisServer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> startInto(result), "coordination-redis-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NoServerException(FailureReason.outerAndInner(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(result, thread, "the thread that waited for " + name + " was interrupted");
        } catch (TimeoutException e) {
            throw givenUp(result, thread, name + " did not start one within " + limit.toSeconds() + " s");
        }
    }

    private void startInto(CompletableFuture<RedisServer> result) {
        try {
            RedisServer server = kind.start();
            if (!result.complete(server)) {
                server.close();
            }
        } catch (NoServerException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static NoServerException givenUp(CompletableFuture<RedisServer> result, Thread thread, String reason) {
        NoServerException failure = new NoServerException(reason);
        if (!result.completeExceptionally(failure)) {
            var unused = result.thenAccept(RedisServer::close); // It came just now.
        }
        thread.interrupt();
        return failure;
    }
}
