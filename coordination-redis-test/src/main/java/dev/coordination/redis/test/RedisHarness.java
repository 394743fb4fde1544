// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RedisServer;
import dev.coordination.redis.server.RedisServers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/**
 * Runs the Redis adapter on a real, unmodified Redis server, on the master that sentinels name, or on a cluster. Each harness has
 * a random namespace of its own, so many of them can share a server.
 *
 * <p>Creating a harness takes about a millisecond. Closing it removes its keys and no others.
 *
 * @since 0.1.0
 */
public final class RedisHarness implements CoordinationHarness {

    private static final Duration SHIFTED_UNIT = Duration.ofMinutes(1);
    private static final int CONTRACT_BUFFER = 64;
    private static final int DEFAULT_BUFFER = 1_024;

    private final HarnessNamespace namespace = HarnessNamespace.random();
    private final CloseStack open = new CloseStack();
    private final HarnessServer servers;
    private final RedisNodes nodes;
    private final Set<Capability> capabilities;
    private final TimeControl time;
    private final String description;
    private final Map<String, String> details;

    /** Whether handles have the default settings, as in production, rather than those that the contract needs. */
    private volatile boolean production;

    /**
     * Creates a harness as {@link #on} does, on the server that {@link RedisServers#start} finds. The first harness starts the
     * server, all harnesses of this JVM that are created this way share it, and it stops when the JVM exits. This constructor
     * is for annotations and settings that name a harness by its class.
     *
     * @throws IllegalStateException if no server is available, or the Jedis on the class path is older than 7.2
     * @since 0.1.0
     */
    public RedisHarness() {
        this(sharedServer(), SHIFTED_UNIT, true);
    }

    private static RedisServer sharedServer() {
        JedisCheck.run();
        return JvmWideServer.get();
    }

    private RedisHarness(RedisServer server, Duration unit, boolean shifted) {
        servers = HarnessServer.of(server, namespace.name());
        nodes = servers.nodes();
        capabilities = servers.capabilities();
        open.push(servers::close);
        open.push(() -> namespace.removeKeys(nodes));
        time = shifted ? shifted(server, unit) : TimeControl.inRealTime(unit, RedisTime.waiting(eval(nodes)));
        String timeControl = shifted ? "TTL shift" : "real time";
        description = "Redis adapter on " + server.description() + ", " + timeControl;
        details = new HashMap<>(server.details());
        details.put("time", timeControl);
    }

    private TimeControl shifted(RedisServer server, Duration unit) {
        TtlShift shift = shift(server, nodes, namespace.glob(), TtlShift.FOREIGN_KEYS);
        return TimeControl.shifted(unit, duration -> shift.pass(duration.toMillis()));
    }

    /**
     * Returns a shift for one namespace.
     *
     * @param glob the glob that matches the keys of the namespace
     * @param foreignKeys the maximum number of keys in the database if the server is not owned
     */
    static TtlShift shift(RedisServer server, RedisNodes nodes, String glob, long foreignKeys) {
        long limit = server.isOwned() ? TtlShift.NO_LIMIT : foreignKeys;
        return new TtlShift(nodes, glob, limit, server.description(), "Set " + RedisServers.PROPERTY);
    }

    /** Returns the {@code EVAL} command of one of the masters, whose clocks are the same. */
    private static RedisEval eval(RedisNodes nodes) {
        return (script, arguments) -> nodes.eval(script, arguments).get(0);
    }

    /**
     * Returns a harness that moves time by lowering the TTL of every key in its namespace, so that hours pass in
     * milliseconds.
     *
     * <p>Moving time reads every key in the database. On a server that is not {@linkplain RedisServer#isOwned owned}, it is
     * refused if the database holds more than 100,000 keys.
     *
     * @param server the server; it stays open
     * @return the harness
     * @since 0.1.0
     */
    public static RedisHarness on(RedisServer server) {
        return new RedisHarness(server, SHIFTED_UNIT, true);
    }

    /**
     * Returns a harness that waits for time to pass. It is slow, but it shows that the rules also hold without shifted TTLs.
     *
     * @param server the server; it stays open
     * @param unit the time unit of the contract, which must be longer than any pause of this machine
     * @return the harness
     * @throws IllegalArgumentException if the unit is zero, negative or more than 36,500 days
     * @since 0.1.0
     */
    public static RedisHarness inRealTime(RedisServer server, Duration unit) {
        return new RedisHarness(server, unit, false);
    }

    @Override
    public void useProductionSettings() {
        production = true;
    }

    @Override
    public DistributedCoordination connect() {
        return opened(handleOn(servers.client()));
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        DeadAddress nowhere = new DeadAddress();
        open.push(nowhere::free);
        UnifiedJedis unreachable = servers.openUnreachable(nowhere);
        open.push(unreachable::close);
        return opened(handleOn(unreachable));
    }

    @Override
    public Optional<DistributedCoordination> connectLosingReply() {
        LosingClient losing = servers.openLosingReply();
        open.push(losing.onClose()::run);
        return Optional.of(opened(handleOn(losing.client())));
    }

    private DistributedCoordination handleOn(UnifiedJedis redis) {
        RedisCoordination.Builder builder = RedisCoordination.builder(redis, namespace.name());
        return production
                ? builder.build()
                : builder.subscriptionBuffer(CONTRACT_BUFFER)
                        .onListenerError(thrown -> {}) // The listeners of the contract throw on purpose (S-09).
                        .build();
    }

    private DistributedCoordination opened(DistributedCoordination handle) {
        open.push(handle::close);
        return handle;
    }

    /**
     * {@inheritDoc}
     *
     * <p>On a cluster, subscriptions to patterns are missing, and all of pub/sub if one of the nodes is older than Redis 7.0.
     */
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    @Override
    public void cutSubscriptions() {
        namespace.killSubscriptions(nodes);
    }

    @Override
    public TimeControl time() {
        return time;
    }

    @Override
    public int subscriptionBuffer() {
        return production ? DEFAULT_BUFFER : CONTRACT_BUFFER;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Map<String, String> details() {
        return Map.copyOf(details);
    }

    @Override
    public void close() {
        open.close();
    }
}
