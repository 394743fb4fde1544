// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives up on a source that takes too long. If the source starts a server after that, closes the server. */
final class TimeLimitedSource implements ServerSource {

    private final ServerSource source;
    private final String name;
    private final Duration limit;

    /** @param name the name of the source in error messages */
    TimeLimitedSource(ServerSource source, String name, Duration limit) {
        this.source = source;
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
            throw giveUp(result, thread, "interrupted while waiting for " + name);
        } catch (TimeoutException e) {
            throw giveUp(result, thread, name + " did not start a server within " + limit.toSeconds() + " s");
        }
    }

    private void startInto(CompletableFuture<RedisServer> result) {
        try {
            RedisServer server = source.start();
            if (!result.complete(server)) {
                server.close();
            }
        } catch (NoServerException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static NoServerException giveUp(CompletableFuture<RedisServer> result, Thread thread, String reason) {
        NoServerException failure = new NoServerException(reason);
        if (!result.completeExceptionally(failure)) {
            var unused = result.thenAccept(RedisServer::close); // The server has just started.
        }
        thread.interrupt();
        return failure;
    }
}
