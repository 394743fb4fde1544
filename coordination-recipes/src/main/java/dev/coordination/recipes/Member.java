// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node a member of the cluster until it is closed: registers it, sends heartbeats, registers it again when the backend
 * has forgotten it, and deregisters it at the end.
 *
 * <pre>{@code
 * Member member = Member.builder(coordination, "node-a", scheduler)
 *         .metadata(Map.of("address", "10.0.0.7:8080"))
 *         .start();
 * }</pre>
 *
 * <p>Each member has its own node id: the name of the node, {@code #}, and an incarnation (E-35). So a process that closes late
 * never deregisters the process that has replaced it. A process that dies remains a member until its TTL has passed.
 *
 * <p>Failed requests are repeated until the member is closed (E-37). {@link #isRegistered} tells whether the backend counts this
 * node as a member, as far as this process can know (E-38).
 *
 * <p>A member has no thread of its own. Its timers run on the scheduler, and its requests on an executor that is the scheduler
 * unless it is set. No code of the user runs on them, except the error handler. Close the member before you shut down the
 * scheduler or close the coordination.
 *
 * <p>Thread-safe.
 *
 * @see MembershipWatch
 * @since 0.1.0
 */
public final class Member implements AutoCloseable {

    private final DistributedCoordination coordination;
    private final ClusterMembership cluster;
    private final String nodeId;
    private final Duration ttl;
    private final Duration heartbeatInterval;
    private final Duration retryPeriod;
    private final @Nullable String hintChannel;
    private final Clock clock;
    private final ErrorReporter errors;
    private final RequestLoop requests;

    /** Guarded by this member, like all that follows. The monitor is never held during a request. */
    private Map<String, String> metadata;

    /** How often the metadata has been set. */
    private long version = 1;

    /** Which metadata the backend has: a version, or 0 if the node must be registered. */
    private long registeredVersion;

    /** Until when the node is active on the backend, as far as this process knows. */
    private Instant activeUntil = Instant.MIN;

    /** Whether the backend may count the node as active. */
    private boolean mayBeActive;

    private boolean closed;

    Member(MemberBuilder builder, String nodeId) {
        coordination = builder.coordination;
        cluster = coordination.clusterMembership();
        this.nodeId = nodeId;
        ttl = builder.ttl;
        heartbeatInterval = builder.heartbeatInterval();
        retryPeriod = builder.retryPeriod();
        hintChannel = builder.hintChannel;
        clock = builder.clock;
        metadata = builder.metadata;
        errors = new ErrorReporter(Member.class, builder.errorHandler, this);
        requests = new RequestLoop(
                builder.scheduler, builder.requestExecutor, retryPeriod, this::request, () -> {}, errors);
    }

    /**
     * Returns a builder of a member.
     *
     * @param coordination the coordination
     * @param nodeId the name of this node, which the member makes unique (E-35)
     * @param scheduler runs the timers, and requests unless they have an executor of their own
     * @return a builder
     * @throws IllegalArgumentException if the name is invalid (G-01)
     * @since 0.1.0
     */
    public static MemberBuilder builder(
            DistributedCoordination coordination, String nodeId, ScheduledExecutorService scheduler) {
        return new MemberBuilder(coordination, nodeId, scheduler);
    }

    void start() {
        requests.start(Duration.ZERO);
    }

    /**
     * Returns the id under which this node is a member: the name of the node, {@code #}, and the incarnation (E-35).
     *
     * @return the node id
     * @since 0.1.0
     */
    public String nodeId() {
        return nodeId;
    }

    /**
     * Returns whether the last request that succeeded was sent less than the TTL ago, and no heartbeat has been answered
     * {@code false} since (E-38). The first request is made on another thread, so this is {@code false} just after the start.
     *
     * @return whether this node is a member, as far as this process knows; {@code false} if this member is closed
     * @since 0.1.0
     */
    public synchronized boolean isRegistered() {
        return !closed && clock.instant().isBefore(activeUntil);
    }

    /**
     * Replaces the metadata. Registers the node with it as soon as the request that is running has been answered (E-36). If that
     * fails, for example because the backend refuses the metadata, the node remains a member with its old metadata, and the
     * registration is repeated each retry period (E-37). Does nothing if this member is closed.
     *
     * @param newMetadata information about the node for other nodes; copied
     * @throws IllegalArgumentException if it is not well-formed Unicode (M-05)
     * @since 0.1.0
     */
    public void metadata(Map<String, String> newMetadata) {
        Map<String, String> copy = Arguments.metadata(newMetadata);
        synchronized (this) {
            metadata = copy;
            version++;
        }
        requests.next(Duration.ZERO);
    }

    /**
     * Stops the heartbeats, waits for the request that is being made, and deregisters the node on the calling thread, in one
     * attempt (E-39). If it fails, the node remains a member until its TTL has passed. No request follows after this method has
     * returned. Closing twice has no effect.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        requests.stop();
        requests.run(this::leave);
    }

    /** Makes the request that is due, and returns when the next one is. */
    private Duration request() {
        Instant sentAt = clock.instant();
        Map<String, String> toRegister;
        long versionToRegister;
        synchronized (this) {
            toRegister = metadata;
            versionToRegister = version;
            if (registeredVersion == version) {
                versionToRegister = 0;
            }
            mayBeActive = true; // Even if the reply is lost.
        }
        return versionToRegister == 0 ? heartbeat(sentAt) : register(sentAt, toRegister, versionToRegister);
    }

    private Duration register(Instant sentAt, Map<String, String> toRegister, long versionToRegister) {
        if (!tryRegister(toRegister)) {
            return retryPeriod;
        }
        synchronized (this) {
            registeredVersion = versionToRegister;
        }
        active(sentAt);
        hint();
        return untilHeartbeat(sentAt);
    }

    /** Registers the node, or keeps it registered with its old metadata. */
    private boolean tryRegister(Map<String, String> toRegister) {
        boolean done = false;
        try {
            done = errors.call(() -> cluster.register(nodeId, toRegister, ttl));
        } finally {
            if (!done && hasOldRegistration()) {
                Duration unused = heartbeat(clock.instant());
            }
        }
        return done;
    }

    private synchronized boolean hasOldRegistration() {
        return registeredVersion != 0 && !closed;
    }

    private Duration heartbeat(Instant sentAt) {
        Boolean wasActive = errors.ask(() -> cluster.heartbeat(nodeId, ttl));
        if (wasActive == null) {
            return retryPeriod;
        }
        if (!wasActive) {
            forgotten();
            return Duration.ZERO;
        }
        active(sentAt);
        return untilHeartbeat(sentAt);
    }

    private synchronized void active(Instant sentAt) {
        activeUntil = sentAt.plus(ttl); // The backend cannot have started to count earlier.
    }

    private synchronized void forgotten() {
        activeUntil = Instant.MIN;
        registeredVersion = 0;
        mayBeActive = false;
    }

    private Duration untilHeartbeat(Instant sentAt) {
        return Duration.between(clock.instant(), sentAt.plus(heartbeatInterval));
    }

    private void leave() {
        synchronized (this) {
            if (!mayBeActive) {
                return;
            }
            mayBeActive = false; // One attempt only.
        }
        if (errors.ask(() -> cluster.deregister(nodeId)) != null) {
            publishHint();
        }
    }

    private void hint() {
        boolean open;
        synchronized (this) {
            open = !closed;
        }
        if (open) { // Otherwise, close publishes one.
            publishHint();
        }
    }

    private void publishHint() {
        if (hintChannel != null) {
            Long unused = errors.ask(
                    () -> coordination.pubSub().publish(hintChannel, nodeId.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns the node id. */
    @Override
    public String toString() {
        return "Member[nodeId=" + Arguments.quoted(nodeId) + "]";
    }
}
