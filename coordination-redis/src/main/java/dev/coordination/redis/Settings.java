// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a builder.
 *
 * @param checkServer whether connections to replicas, sentinels and nodes of a cluster are refused
 * @param checkInterval how long after a check a connection is checked again
 * @param replication waits for replicas after writes; may be null
 * @param onListenerError handles the exceptions of message listeners; if null, the uncaught exception handler of the thread
 *     handles them
 * @param onCall is notified of every call; may be null
 */
record Settings(
        int subscriptionBuffer,
        Duration livenessInterval,
        boolean checkServer,
        Duration checkInterval,
        @Nullable Replication replication,
        @Nullable Consumer<? super Throwable> onListenerError,
        @Nullable Consumer<? super CoordinationCall> onCall) {

    static final Settings DEFAULTS =
            new Settings(1_024, Duration.ofSeconds(5), true, Duration.ofSeconds(1), null, null, null);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    Settings withSubscriptionBuffer(int messages) {
        if (messages <= 0) {
            throw new IllegalArgumentException("subscriptionBuffer must be positive, but was " + messages);
        }
        return new Settings(
                messages, livenessInterval, checkServer, checkInterval, replication, onListenerError, onCall);
    }

    Settings withLivenessInterval(Duration interval) {
        Arguments.notNull(interval, "interval");
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "interval must be at least 10 milliseconds and at most an hour, but was " + interval);
        }
        return new Settings(
                subscriptionBuffer, interval, checkServer, checkInterval, replication, onListenerError, onCall);
    }

    Settings withCheckServer(boolean check) {
        return new Settings(
                subscriptionBuffer, livenessInterval, check, checkInterval, replication, onListenerError, onCall);
    }

    Settings withCheckInterval(Duration interval) {
        return new Settings(
                subscriptionBuffer, livenessInterval, checkServer, interval, replication, onListenerError, onCall);
    }

    Settings withReplication(Replication wait) {
        return new Settings(
                subscriptionBuffer, livenessInterval, checkServer, checkInterval, wait, onListenerError, onCall);
    }

    Settings withOnListenerError(Consumer<? super Throwable> handler) {
        Arguments.notNull(handler, "handler");
        return new Settings(
                subscriptionBuffer, livenessInterval, checkServer, checkInterval, replication, handler, onCall);
    }

    Settings withOnCall(Consumer<? super CoordinationCall> listener) {
        Arguments.notNull(listener, "listener");
        return new Settings(
                subscriptionBuffer,
                livenessInterval,
                checkServer,
                checkInterval,
                replication,
                onListenerError,
                listener);
    }
}
