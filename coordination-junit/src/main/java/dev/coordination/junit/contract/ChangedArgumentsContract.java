// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.NotACounterException;
import dev.coordination.SharedCache;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Arrays and maps that are changed between the call that received them and a later call, which must not read them: G-03. */
abstract class ChangedArgumentsContract extends ContractArea {

    private static final String GIVEN = "given";
    private static final Map<String, String> METADATA = Map.of("a", "1", "b", "2");

    /** A call that writes a value. */
    private interface Write {
        void on(SharedCache cache, String key, byte[] value);
    }

    /** A call on a key. */
    private interface KeyCall {
        void on(SharedCache cache, String key);
    }

    /** A call on a node. */
    private interface MemberCall {
        void on(ClusterMembership cluster, String node);
    }

    private Map<String, Write> writes() {
        Map<String, Write> writes = new LinkedHashMap<>();
        writes.put("set", SharedCache::set);
        writes.put("set with a TTL", (cache, key, value) -> cache.set(key, value, lasting()));
        writes.put("setIfAbsent", SharedCache::setIfAbsent);
        writes.put("setIfAbsent with a TTL", (cache, key, value) -> cache.setIfAbsent(key, value, lasting()));
        writes.put("replace", (cache, key, value) -> {
            cache.set(key, bytes("old"));
            cache.replace(key, bytes("old"), value);
        });
        return writes;
    }

    /** Calls that leave the value of the key as it is. */
    private Map<String, KeyCall> callsOnKeys() {
        Map<String, KeyCall> calls = new LinkedHashMap<>();
        calls.put("get", SharedCache::get);
        calls.put("exists", SharedCache::exists);
        calls.put("ttl", SharedCache::ttl);
        calls.put("expire", (cache, key) -> cache.expire(key, lasting()));
        calls.put("setIfAbsent", (cache, key) -> cache.setIfAbsent(key, bytes("other")));
        calls.put("setIfAbsent with a TTL", (cache, key) -> cache.setIfAbsent(key, bytes("other"), lasting()));
        calls.put("replace of another value", (cache, key) -> cache.replace(key, bytes("other"), bytes("new")));
        calls.put("delete of another value", (cache, key) -> cache.delete(key, bytes("other")));
        calls.put(
                "increment",
                (cache, key) -> assertThatThrownBy(() -> cache.increment(key, 1))
                        .as("cache.increment of a value that is not a counter")
                        .isInstanceOf(NotACounterException.class));
        calls.put("set of another key", (cache, key) -> cache.set("another key", bytes("other")));
        return calls;
    }

    @Test
    @Tag("G-03")
    void noLaterCallReadsAnArrayThatWasPassedBefore() {
        writes().forEach((written, write) -> callsOnKeys().forEach((called, call) -> {
            for (DistributedCoordination handle : List.of(coordination, otherHandle())) {
                byte[] value = bytes(GIVEN);
                coordination.cache().delete("k");
                write.on(coordination.cache(), "k", value);
                Arrays.fill(value, (byte) 'X');

                call.on(handle.cache(), "k");

                for (DistributedCoordination reader : List.of(coordination, otherHandle())) {
                    assertThat(reader.cache().get("k"))
                            .as("cache.get after %s, a change to the given array, and %s", written, called)
                            .contains(bytes(GIVEN));
                }
            }
        }));
    }

    private static Map<String, Consumer<Map<String, String>>> changes() {
        Map<String, Consumer<Map<String, String>>> changes = new LinkedHashMap<>();
        changes.put("put", map -> map.put("c", "3"));
        changes.put("replace", map -> map.put("a", "X"));
        changes.put("remove", map -> map.remove("a"));
        changes.put("clear", Map::clear);
        return changes;
    }

    /** Calls that leave the metadata of the node as it is. */
    private Map<String, MemberCall> callsOnMembers() {
        Map<String, MemberCall> calls = new LinkedHashMap<>();
        calls.put("heartbeat", (cluster, node) -> cluster.heartbeat(node, lasting()));
        calls.put("two heartbeats", (cluster, node) -> {
            cluster.heartbeat(node, lasting());
            cluster.heartbeat(node, lasting());
        });
        calls.put("metadata", ClusterMembership::metadata);
        calls.put("members", (cluster, node) -> cluster.members());
        calls.put("activeNodes", (cluster, node) -> cluster.activeNodes());
        calls.put("register of another node", (cluster, node) -> cluster.register("m", Map.of(), lasting()));
        calls.put("heartbeat of another node", (cluster, node) -> cluster.heartbeat("m", lasting()));
        calls.put("deregister of another node", (cluster, node) -> cluster.deregister("m"));
        return calls;
    }

    @Test
    @Tag("G-03")
    void noLaterCallReadsTheMapThatWasRegistered() {
        changes()
                .forEach((changed, change) -> callsOnMembers().forEach((called, call) -> {
                    for (DistributedCoordination handle : List.of(coordination, otherHandle())) {
                        Map<String, String> given = new HashMap<>(METADATA);
                        coordination.clusterMembership().register("n", given, lasting());
                        change.accept(given);

                        call.on(handle.clusterMembership(), "n");

                        for (DistributedCoordination reader : List.of(coordination, otherHandle())) {
                            assertThat(reader.clusterMembership().metadata("n"))
                                    .as(
                                            "clusterMembership.metadata after register, %s on the given map, and %s",
                                            changed, called)
                                    .contains(METADATA);
                        }
                    }
                }));
    }

    /** Returns maps of several classes. */
    private static List<Map<String, String>> maps() {
        return List.of(
                new HashMap<>(METADATA),
                new LinkedHashMap<>(METADATA),
                new TreeMap<>(METADATA),
                new ConcurrentHashMap<>(METADATA),
                new Hashtable<>(METADATA));
    }

    /** Returns ways to pass a map: the map itself, and views, some of them read-only, that show later changes to it. */
    private static List<UnaryOperator<Map<String, String>>> views() {
        return List.of(
                map -> map,
                Collections::unmodifiableMap,
                Collections::synchronizedMap,
                map -> map instanceof TreeMap<String, String> sorted ? sorted.subMap("a", "z") : map,
                ChangedArgumentsContract::view);
    }

    private static Map<String, String> view(Map<String, String> behind) {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                return behind.entrySet();
            }
        };
    }

    /** Maps of any class are copied, whether the node is new, active or expired. */
    @Test
    @Tag("G-03")
    void aMapOfAnyClassIsCopied() {
        ClusterMembership cluster = coordination.clusterMembership();
        List<String> nodes = List.of("new", "active", "expired");
        List<UnaryOperator<Map<String, String>>> views = views();
        for (int view = 0; view < views.size(); view++) {
            for (int map = 0; map < maps().size(); map++) {
                cluster.register("active " + view + map, Map.of(), lasting());
                cluster.register("expired " + view + map, Map.of(), units(1));
            }
        }
        time().advance(units(1));

        for (int view = 0; view < views.size(); view++) {
            for (int map = 0; map < maps().size(); map++) {
                for (String node : nodes) {
                    Map<String, String> behind = maps().get(map);
                    Map<String, String> given = views.get(view).apply(behind);
                    cluster.register(node + " " + view + map, given, lasting());

                    behind.replace("a", "X");

                    assertThat(cluster.metadata(node + " " + view + map))
                            .as(
                                    "clusterMembership.metadata of a node that was registered with a map of %s,"
                                            + " after a change to the map behind it",
                                    given.getClass())
                            .contains(METADATA);
                }
            }
        }
        assertThat(Set.copyOf(otherHandle().clusterMembership().members().values()))
                .as("the distinct metadata in clusterMembership.members")
                .isEqualTo(Set.of(METADATA));
    }
}
