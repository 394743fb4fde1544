// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofSeconds;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every call of the port that sends a command over the pool, for tests that apply to all of them. */
final class Calls {

    static final byte[] VALUE = {'1'};
    static final byte[] OTHER = {'2'};

    /** A call, whose result is a value that can be compared; byte arrays are wrapped in optionals. */
    interface Call extends Function<DistributedCoordination, @Nullable Object> {}

    private Calls() {}

    static Map<String, Call> all() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("get", handle -> handle.cache().get("key"));
        calls.put("set", handle -> {
            handle.cache().set("key", VALUE);
            return null;
        });
        calls.put("set with a TTL", handle -> {
            handle.cache().set("key", VALUE, ofSeconds(60));
            return null;
        });
        calls.put("setIfAbsent", handle -> handle.cache().setIfAbsent("key", VALUE));
        calls.put("setIfAbsent with a TTL", handle -> handle.cache().setIfAbsent("key", VALUE, ofSeconds(60)));
        calls.put("replace", handle -> handle.cache().replace("key", VALUE, OTHER));
        calls.put("delete", handle -> handle.cache().delete("key"));
        calls.put("delete an expected value", handle -> handle.cache().delete("key", VALUE));
        calls.put("deleteMatching", handle -> handle.cache().deleteMatching("key*"));
        calls.put("exists", handle -> handle.cache().exists("key"));
        calls.put("ttl", handle -> handle.cache().ttl("key"));
        calls.put("expire", handle -> handle.cache().expire("key", ofSeconds(60)));
        calls.put("increment", handle -> handle.cache().increment("counter", 1));
        calls.put("increment with a TTL", handle -> handle.cache().increment("counter", 1, ofSeconds(60)));
        calls.put("publish", handle -> handle.pubSub().publish("channel", VALUE));
        calls.put("tryAcquire", handle -> handle.leaderElection().tryAcquire("election", "node", ofSeconds(60)));
        calls.put("renew", handle -> handle.leaderElection().renew(held(handle), ofSeconds(60)));
        calls.put("release", handle -> handle.leaderElection().release(held(handle)));
        calls.put("release by node", handle -> handle.leaderElection().release("election", "node"));
        calls.put("currentLeader", handle -> handle.leaderElection().currentLeader("election"));
        calls.put("register", handle -> {
            handle.clusterMembership().register("node", Map.of("k", "v"), ofSeconds(60));
            return null;
        });
        calls.put("heartbeat", handle -> handle.clusterMembership().heartbeat("node", ofSeconds(60)));
        calls.put("deregister", handle -> handle.clusterMembership().deregister("node"));
        calls.put("activeNodes", handle -> handle.clusterMembership().activeNodes());
        calls.put("members", handle -> handle.clusterMembership().members());
        calls.put("metadata", handle -> handle.clusterMembership().metadata("node"));
        return calls;
    }

    /** Returns a term that may or may not be held; renewing and releasing it sends the same commands either way. */
    private static Leadership held(DistributedCoordination handle) {
        return new Leadership("election", "node", 7);
    }
}
