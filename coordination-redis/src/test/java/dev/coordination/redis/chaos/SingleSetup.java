// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** One server that has saved each write before it acknowledges it. */
final class SingleSetup implements ChaosSetup {

    private static final int BY_URI = 3;

    private final RestartableServer server = RestartableServer.start("appendonly yes", "appendfsync always");

    @Override
    public String name() {
        return "single";
    }

    @Override
    public String description() {
        return "One server, with `appendonly yes` and `appendfsync always`. Three handles by URI, one with a `RedisClient`.";
    }

    @Override
    public List<Family> families() {
        List<DistributedCoordination> handles = new ArrayList<>();
        for (int i = 0; i < BY_URI; i++) {
            handles.add(RedisCoordination.builder(server.uri(), "chaos")
                    .connectionTimeout(ChaosRun.TIMEOUT)
                    .socketTimeout(ChaosRun.TIMEOUT)
                    .livenessInterval(ChaosRun.LIVENESS_INTERVAL)
                    .build());
        }
        RedisClient client = RedisClient.builder()
                .hostAndPort(server.address())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) ChaosRun.TIMEOUT.toMillis())
                        .build())
                .build();
        handles.add(RedisCoordination.builder(client, "chaos")
                .livenessInterval(ChaosRun.LIVENESS_INTERVAL)
                .build());
        return List.of(new Family("plain", true, true, PubSubLoad.ALL, handles, List.of(client)));
    }

    @Override
    public List<Disruption> disruptions() {
        return List.of(
                new Disruption("kill and restart", this::killAndRestart),
                new Disruption("stop, briefly", random -> stop(random, 50, 900)),
                new Disruption("stop", random -> stop(random, 1_000, 4_000)),
                new Disruption(
                        "cut all connections", random -> call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")),
                new Disruption("cut all subscribers", random -> call("CLIENT", "KILL", "TYPE", "pubsub")),
                new Disruption("pause all clients", random -> pauseClients(random, "ALL")),
                new Disruption("pause writes", random -> pauseClients(random, "WRITE")),
                new Disruption("lose the scripts", random -> call("SCRIPT", "FLUSH")));
    }

    private void killAndRestart(RandomGenerator random) throws InterruptedException {
        server.crash();
        Pause.upTo(random, Duration.ofSeconds(2));
        server.recover();
    }

    private void stop(RandomGenerator random, int shortest, int longest) throws InterruptedException {
        server.pause();
        try {
            Pause.millis(random.nextInt(shortest, longest));
        } finally {
            server.resume();
        }
    }

    private void pauseClients(RandomGenerator random, String which) throws InterruptedException {
        int millis = random.nextInt(100, 2_500);
        call("CLIENT", "PAUSE", Integer.toString(millis), which);
        Pause.millis(millis);
    }

    private void call(String command, String... arguments) {
        try (Connection admin = server.connection()) {
            admin.sendCommand(() -> command.getBytes(java.nio.charset.StandardCharsets.US_ASCII), arguments);
            Object unused = admin.getOne();
        }
    }

    @Override
    public void awaitReady() {}

    @Override
    public void close() {
        server.close();
    }
}
