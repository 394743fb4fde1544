// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What users see of one namespace, set and read without the handle under test. */
final class FaultState implements AutoCloseable {

    /** Follows a value that expires within 30 seconds. */
    static final String SHORT = " (short)";

    /** Follows a value that expires later. */
    static final String LONG = " (long)";

    /** The entry for what was published to the channel. */
    static final String PUBLISHED = "published";

    private static final long SHORT_MILLIS = 30_000;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Supplier<RestartableServer> server;
    private final String namespace;
    private final FaultAdmin admin;
    private final List<Connection> subscribers = new ArrayList<>();
    private @Nullable RestartableServer subscribedTo;

    FaultState(Supplier<RestartableServer> server, String namespace, FaultAdmin admin) {
        this.server = server;
        this.namespace = namespace;
        this.admin = admin;
    }

    /** Returns the key of a node, without the namespace. */
    static String node(String nodeId) {
        return "n:" + nodeId;
    }

    private String full(String key) {
        return namespace + ":" + key;
    }

    private String members() {
        return full("{" + namespace + ":m}:");
    }

    private String channel() {
        return full("p:channel");
    }

    /** Connects before there may be too many clients. */
    void connect() {
        admin.call("PING");
    }

    /** Replaces everything: each step is a SET of a key without the namespace, registers a node, or listens to the channel. */
    void reset(List<List<String>> steps) {
        for (Object key : keys()) {
            if (!key.toString().startsWith(members())) {
                admin.call("DEL", key.toString());
            }
        }
        for (List<String> step : steps) {
            switch (step.get(0)) {
                case "register" -> {} // below
                case "listen" -> subscribe();
                default -> {
                    String[] words = step.toArray(String[]::new);
                    words[1] = full(words[1]);
                    admin.call(words);
                }
            }
        }
        resetMembers(
                steps.stream().filter(step -> step.get(0).equals("register")).toList());
    }

    /** Uses another handle, which tells the handle under test what has changed. */
    private void resetMembers(List<List<String>> steps) {
        if (steps.isEmpty()) {
            return;
        }
        try (DistributedCoordination direct =
                RedisCoordination.connect(server.get().uri(), namespace)) {
            for (String node : List.copyOf(direct.clusterMembership().activeNodes())) {
                direct.clusterMembership().deregister(node);
            }
            for (List<String> step : steps) {
                direct.clusterMembership()
                        .register(step.get(1), Map.of("k", step.get(2)), Duration.ofMillis(SHORT_MILLIS));
            }
        }
    }

    private List<?> keys() {
        return admin.list("KEYS", namespace + ":*");
    }

    /** Reads everything, except for what only serves to find the members. */
    Map<String, String> read() {
        Map<String, String> state = new TreeMap<>();
        for (Object key : keys()) {
            String text = key.toString();
            if (text.startsWith(members() + "n:")) {
                String metadata = MetadataCodec.decode("n", Utf8.bytes(admin.string("GET", text)))
                        .getOrDefault("k", "none");
                state.put(text.substring(members().length()), metadata + ttl(text));
            } else if (!text.startsWith(members()) && !text.endsWith("}:t")) {
                state.put(text.substring(namespace.length() + 1), value(text) + ttl(text));
            }
        }
        int published = published();
        if (published > 0) {
            state.put(PUBLISHED, Integer.toString(published));
        }
        return state;
    }

    /** Returns a value, or its length if it is large, and a placeholder for a new token. */
    private String value(String key) {
        long length = admin.number("STRLEN", key);
        return length > 1_000 ? length + " bytes" : admin.string("GET", key).replaceFirst("^\\d{16,}:", "new:");
    }

    private String ttl(String key) {
        long millis = admin.number("PTTL", key);
        if (millis < 0) {
            return "";
        }
        return millis <= SHORT_MILLIS ? SHORT : LONG;
    }

    /** Begins to count what is published to the channel, from zero. */
    private void subscribe() {
        boolean works = subscribers.size() == 1 && subscribedTo == server.get();
        for (Connection subscriber : subscribers) {
            works = works && published(subscriber) >= 0;
        }
        if (!works) {
            closeSubscribers();
            addSubscriber();
        }
    }

    /** Also counts what is published on the server that is the master now. */
    void follow() {
        if (!subscribers.isEmpty()) {
            addSubscriber();
        }
    }

    private void addSubscriber() {
        subscribedTo = server.get();
        Connection connection = FaultAdmin.connect(server.get().port(), TIMEOUT_MILLIS);
        connection.sendCommand(new CommandArguments(Command.SUBSCRIBE).add(channel()));
        connection.getOne();
        subscribers.add(connection);
    }

    /** Returns how many messages have been published to the channel, and begins to count from zero. */
    private int published() {
        // A replica passes on what it receives from its master.
        return subscribers.stream().mapToInt(FaultState::published).max().orElse(0);
    }

    private static int published(Connection connection) {
        try {
            connection.sendCommand(Command.PING);
            int messages = 0;
            while (connection.getOne() instanceof List<?> reply && "message".equals(word(reply))) {
                messages++;
            }
            return messages;
        } catch (JedisConnectionException e) {
            return -1; // The server was restarted.
        }
    }

    private static String word(List<?> reply) {
        return reply.get(0) instanceof byte[] word ? Utf8.text(word) : "";
    }

    /** Publishes to the channel. Returns how many subscriptions of the adapter have received it. */
    long publish(String payload) {
        return admin.number("PUBLISH", full("p:messages"), payload);
    }

    /** Returns how many subscriptions of the adapter the server has. */
    long subscriptions() {
        List<?> counts = admin.list("PUBSUB", "NUMSUB", full("p:messages"));
        return counts.size() == 2 && counts.get(1) instanceof Long count ? count : -1;
    }

    private void closeSubscribers() {
        for (Connection subscriber : subscribers) {
            try {
                subscriber.close();
            } catch (RuntimeException e) {
                // The server has closed the connection.
            }
        }
        subscribers.clear();
    }

    @Override
    public void close() {
        closeSubscribers();
        admin.close();
    }
}
