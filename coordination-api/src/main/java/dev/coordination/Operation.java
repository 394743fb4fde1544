// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * The operation of a {@link CoordinationCall}: a method of the port, a callback of a listener, or an event of a handle.
 *
 * <p>Overloads share a constant. More constants may be added.
 *
 * @since 0.1.0
 */
public enum Operation {
    /** {@link SharedCache#get}. */
    CACHE_GET("cache.get"),
    /** {@link SharedCache#set(String, byte[])}, with or without a TTL. */
    CACHE_SET("cache.set", Time.TTL),
    /** {@link SharedCache#setIfAbsent(String, byte[])}, with or without a TTL. */
    CACHE_SET_IF_ABSENT("cache.setIfAbsent", Time.TTL),
    /** {@link SharedCache#replace}. */
    CACHE_REPLACE("cache.replace"),
    /** {@link SharedCache#delete(String)}, with or without an expected value. */
    CACHE_DELETE("cache.delete"),
    /** {@link SharedCache#deleteMatching}. */
    CACHE_DELETE_MATCHING("cache.deleteMatching"),
    /** {@link SharedCache#exists}. */
    CACHE_EXISTS("cache.exists"),
    /** {@link SharedCache#ttl}. */
    CACHE_TTL("cache.ttl"),
    /** {@link SharedCache#expire}. */
    CACHE_EXPIRE("cache.expire", Time.TTL),
    /** {@link SharedCache#increment(String, long)}, with or without a TTL. */
    CACHE_INCREMENT("cache.increment", Time.TTL),
    /** {@link PubSub#publish}. */
    PUB_SUB_PUBLISH("pubSub.publish"),
    /** {@link PubSub#subscribe(java.util.Collection)}, with or without a listener. */
    PUB_SUB_SUBSCRIBE("pubSub.subscribe"),
    /** {@link Subscription#poll}. */
    SUBSCRIPTION_POLL("subscription.poll"),
    /** {@link Subscription#next}. */
    SUBSCRIPTION_NEXT("subscription.next", Time.TIMEOUT),
    /** {@link Subscription#pending}. */
    SUBSCRIPTION_PENDING("subscription.pending"),
    /** {@link Subscription#close}. */
    SUBSCRIPTION_CLOSE("subscription.close"),
    /** {@link MessageListener#onMessage}, called by the adapter. */
    LISTENER_ON_MESSAGE("listener.onMessage"),
    /** {@link MessageListener#onEnd}, called by the adapter. */
    LISTENER_ON_END("listener.onEnd"),
    /** {@link LeaderElection#tryAcquire}. */
    LEADER_ELECTION_TRY_ACQUIRE("leaderElection.tryAcquire", Time.TTL),
    /** {@link LeaderElection#renew}. */
    LEADER_ELECTION_RENEW("leaderElection.renew", Time.TTL),
    /** {@link LeaderElection#release(Leadership)}, or the overload that takes an election and a node id. */
    LEADER_ELECTION_RELEASE("leaderElection.release"),
    /** {@link LeaderElection#currentLeader}. */
    LEADER_ELECTION_CURRENT_LEADER("leaderElection.currentLeader"),
    /** {@link ClusterMembership#register}. */
    CLUSTER_MEMBERSHIP_REGISTER("clusterMembership.register", Time.TTL),
    /** {@link ClusterMembership#heartbeat}. */
    CLUSTER_MEMBERSHIP_HEARTBEAT("clusterMembership.heartbeat", Time.TTL),
    /** {@link ClusterMembership#deregister}. */
    CLUSTER_MEMBERSHIP_DEREGISTER("clusterMembership.deregister"),
    /** {@link ClusterMembership#activeNodes}. */
    CLUSTER_MEMBERSHIP_ACTIVE_NODES("clusterMembership.activeNodes"),
    /** {@link ClusterMembership#members}. */
    CLUSTER_MEMBERSHIP_MEMBERS("clusterMembership.members"),
    /** {@link ClusterMembership#metadata}. */
    CLUSTER_MEMBERSHIP_METADATA("clusterMembership.metadata"),
    /** {@link DistributedCoordination#close}. */
    CLOSE("close"),
    /** A test cut the handle off from its backend; in-memory adapter only. */
    DISCONNECT("disconnect"),
    /** A test reconnected the handle to its backend; in-memory adapter only. */
    RECONNECT("reconnect");

    /** What an argument of type {@link java.time.Duration} means. */
    private enum Time {
        NONE,
        TTL,
        TIMEOUT
    }

    private final String inWords;
    private final Time time;

    Operation(String inWords) {
        this(inWords, Time.NONE);
    }

    Operation(String inWords, Time time) {
        this.inWords = inWords;
        this.time = time;
    }

    /**
     * Returns whether a {@link java.time.Duration} that is passed to this operation is a TTL. Some overloads take none.
     *
     * @return whether it is a TTL
     * @since 0.1.0
     */
    public boolean takesTtl() {
        return time == Time.TTL;
    }

    /**
     * Returns whether a {@link java.time.Duration} that is passed to this operation is a timeout: how long the call waits.
     *
     * @return whether it is a timeout
     * @since 0.1.0
     */
    public boolean takesTimeout() {
        return time == Time.TIMEOUT;
    }

    /** Returns the area and the method, such as {@code cache.set}; an event of a handle is one word, such as {@code close}. */
    @Override
    public String toString() {
        return inWords;
    }
}
