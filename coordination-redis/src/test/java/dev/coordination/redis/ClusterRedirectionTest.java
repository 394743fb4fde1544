// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static dev.coordination.redis.ScriptedServer.bulk;
import static dev.coordination.redis.ScriptedServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;

/** Tests what handles do with the answers of nodes, of which there are two: one has all slots, and says what the test lets it. */
class ClusterRedirectionTest {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final byte[] VALUE = {1};

    /** What each node was asked, without what clients ask on their own. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private Function<List<String>, @Nullable String> owner = words -> null;
    private Function<List<String>, @Nullable String> other = words -> null;
    private String otherMode = "cluster";
    private String nodes = "";
    private ScriptedServer ownerNode;
    private ScriptedServer otherNode;
    private UnifiedJedis client;
    private DistributedCoordination handle;

    @BeforeEach
    void start() {
        ownerNode = new ScriptedServer(words -> answer("owner", words, owner));
        otherNode = new ScriptedServer(words -> answer("other", words, other));
        client = ClusterClients.recommended(
                Set.of(new HostAndPort("127.0.0.1", ownerNode.port())),
                DefaultJedisClientConfig.builder().timeoutMillis(2_000).build());
        handle = RedisCoordination.builder(client, "ns").build();
    }

    @AfterEach
    void close() {
        handle.close();
        client.close();
        ownerNode.close();
        otherNode.close();
    }

    private @Nullable String answer(String node, List<String> words, Function<List<String>, @Nullable String> script) {
        return switch (words.get(0)) {
            case "CLUSTER" ->
                words.get(1).equals("NODES")
                        ? bulk(nodes)
                        : list(list(
                                ":0\r\n",
                                ":16383\r\n",
                                list(bulk("127.0.0.1"), ":" + ownerNode.port() + "\r\n", bulk("id"))));
            case "HELLO" ->
                words.size() > 1 ? null : ScriptedServer.hello(node.equals("other") ? otherMode : "cluster", "master");
            case "CLIENT", "PING" -> null;
            default -> {
                asked.add(node + " " + words.get(0));
                yield script.apply(words);
            }
        };
    }

    private String redirection(String kind, ScriptedServer to) {
        return "-" + kind + " 1 127.0.0.1:" + to.port() + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED 1 :6379",
                "ASK 1 :6379",
                "MOVED 1 ?:6379",
                "MOVED 1",
                "MOVED x 127.0.0.1:1",
                "MOVED 1 127.0.0.1:x"
            })
    void aRedirectionThatNamesNoNodeIsNotFollowed(String error) {
        owner = words -> "-" + error.replace("6379", "" + otherNode.port()) + "\r\n";

        assertThatThrownBy(() -> handle.cache().set("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class);
        assertThatThrownBy(() -> handle.pubSub().subscribe("a"))
                .isExactlyInstanceOf(CoordinationUnavailableException.class);
        assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class);
        assertThat(asked)
                .containsOnlyOnce("owner SET", "owner SSUBSCRIBE")
                .allMatch(command -> command.startsWith("owner "));
    }

    @Test
    void aLoopOfRedirectionsEnds() {
        owner = words -> redirection("MOVED", otherNode);
        other = words -> redirection("MOVED", ownerNode);

        assertThatThrownBy(() -> handle.cache().set("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused set of key \"a\" (G-06): MOVED 1 127.0.0.1:");
        assertThat(asked).hasSizeBetween(2, 6);
    }

    @Test
    void aWriteIsNotRepeatedWhenTheConnectionToTheNextNodeBreaks() {
        owner = words -> redirection("ASK", otherNode);
        other = words -> words.get(0).equals("SET") ? ScriptedServer.CLOSE : null;

        assertThatThrownBy(() -> handle.cache().set("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageEndingWith("; the call may or may not have taken effect");
        assertThat(asked).containsExactly("owner SET", "other ASKING", "other SET");
    }

    @Test
    void everyCommandOfACallIsPrecededByAsking() {
        owner = words -> redirection("ASK", otherNode);
        other = words -> switch (words.get(0)) {
            case "EVALSHA" -> "-NOSCRIPT none\r\n";
            case "EVAL" -> ":1\r\n";
            default -> null;
        };

        assertThat(handle.cache().replace("a", VALUE, VALUE)).isTrue();
        assertThat(asked)
                .containsExactly("owner EVALSHA", "other ASKING", "other EVALSHA", "other ASKING", "other EVAL");
    }

    @Test
    void aNodeThatCannotBeReachedIsNotAskedAgain() {
        otherNode.close();
        owner = words -> redirection("MOVED", otherNode);

        assertThatThrownBy(() -> handle.cache().set("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageEndingWith("; nothing was sent");
        assertThat(asked).containsExactly("owner SET");
    }

    @Test
    void noOtherAnswerIsFollowed() {
        for (String error :
                List.of("TRYAGAIN Multiple keys", "CLUSTERDOWN The cluster is down", "CLUSTERDOWN Hash slot")) {
            asked.clear();
            owner = words -> "-" + error + "\r\n";

            assertThatThrownBy(() -> handle.leaderElection().tryAcquire("e", "n", TTL))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessage("Redis refused tryAcquire of election \"e\" (G-06): " + error);
            assertThat(asked).containsExactly("owner EVALSHA");
        }
    }

    @Test
    void aScriptThatMeetsAKeyOfAnotherNodeIsRefused() {
        owner = words -> "-ERR Error running script (call to f_0): @user_script:1: @user_script: 1: Script attempted to"
                + " access a non local key in a cluster node\r\n";

        assertThatThrownBy(() -> handle.clusterMembership().heartbeat("n", TTL))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused heartbeat of node \"n\" (G-06): ");
    }

    @Test
    void scriptsThatUseOtherKeysOfTheSlotAreNotSentToANodeThatDoesNotHaveThemYet() {
        owner = words -> redirection("ASK", otherNode);

        assertThatThrownBy(() -> handle.clusterMembership().heartbeat("n", TTL))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused heartbeat of node \"n\" (G-06): ASK 1 ");
        assertThat(asked).containsExactly("owner EVALSHA");
    }

    private static boolean hasKey(List<String> script) {
        return script.get(2).equals("1");
    }

    @Test
    void messagesGoToTheMasterAsLongAsItsSlotIsBeingMoved() {
        owner = words -> hasKey(words) ? redirection("ASK", otherNode) : ":3\r\n";

        assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(3);
        assertThat(asked).containsExactly("owner EVALSHA", "owner EVALSHA");
    }

    @Test
    void messagesFollowASlotWhoseMoveEndsMeanwhile() {
        AtomicInteger calls = new AtomicInteger();
        owner = words -> switch (calls.incrementAndGet()) {
            case 1 -> redirection("ASK", otherNode);
            case 2 ->
                "-ERR Script attempted to access a non local key in a cluster node script: f, on @user_script:2.\r\n";
            default -> redirection("MOVED", otherNode);
        };
        other = words -> ":3\r\n";

        assertThat(handle.pubSub().publish("a", VALUE)).isEqualTo(3);
        assertThat(asked).containsExactly("owner EVALSHA", "owner EVALSHA", "owner EVALSHA", "other EVALSHA");
    }

    @Test
    void aNodeThatContradictsItselfIsNotAskedForEver() {
        owner = words -> hasKey(words)
                ? redirection("ASK", otherNode)
                : "-ERR Script attempted to access a non local key in a cluster node script: f, on @user_script:2.\r\n";

        assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused publish of channel \"a\" (G-06): ");
        assertThat(asked).hasSizeBetween(2, 12).containsOnly("owner EVALSHA");
    }

    @Test
    void aClusterThatIsDownRefusesAMessageInsideAScript() {
        owner = words -> hasKey(words)
                ? redirection("ASK", otherNode)
                : "-ERR Script attempted to execute a command while the cluster is down script: f, on @user_script:2.\r\n";

        assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused publish of channel \"a\" (G-06): ");
    }

    @Test
    void aReplicaThatRefusesAMessageIsNotAskedAgain() {
        owner = words -> "-READONLY You can't write against a read only replica.\r\n";

        assertThatThrownBy(() -> handle.pubSub().publish("a", VALUE))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis refused publish of channel \"a\" (G-06): READONLY ");
        assertThat(asked).containsExactly("owner EVALSHA");
    }

    @Test
    void aClosedClientStaysClosed() {
        handle.cache().set("a", VALUE);
        client.close();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> handle.cache().set("a", VALUE))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageEndingWith("; nothing was sent");
        }
        assertThat(asked).containsExactly("owner SET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLUSTERDOWN The cluster is down", "MOVED 1 127.0.0.1:1"})
    void aSubscriptionEndsWhenItsNodeNoLongerServesIt(String error) {
        AtomicInteger subscribed = new AtomicInteger();
        owner = words -> switch (words.get(0)) {
            case "SSUBSCRIBE" ->
                subscribed.incrementAndGet() == 1
                        ? list(bulk("ssubscribe"), bulk(words.get(1)), ":1\r\n")
                        : "-" + error + "\r\n";
            default -> null;
        };
        Subscription subscription = handle.pubSub().subscribe("a");

        assertThatThrownBy(subscription::poll)
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining(" has lost its connection (S-12): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-", "-7", "99999999999", "x", "", "1-2-3"})
    void slotsThatMakeNoSenseAreReported(String slots) {
        nodes = "id 127.0.0.1:1@2 myself,master - 0 0 1 connected " + slots + "\n";

        assertThatThrownBy(() -> handle.cache().deleteMatching("*"))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageStartingWith("Redis cannot be used for deleteMatching of pattern \"*\" (G-06): ");
    }

    @Test
    void aServerOutsideAClusterIsRefused() {
        owner = words -> redirection("MOVED", otherNode);
        otherMode = "standalone";

        assertThatThrownBy(() -> handle.cache().get("a"))
                .isExactlyInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("the server is in mode standalone instead of cluster; nothing was sent");
    }

    @Test
    void readsFromReplicasAreRefused() {
        try (UnifiedJedis replicas = ClusterClients.recommended(
                Set.of(new HostAndPort("127.0.0.1", ownerNode.port())),
                DefaultJedisClientConfig.builder()
                        .readOnlyForRedisClusterReplicas()
                        .build())) {
            RedisCoordination.Builder builder = RedisCoordination.builder(replicas, "ns");

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reads from replicas, which may be stale (C-11)");
        }
    }
}
