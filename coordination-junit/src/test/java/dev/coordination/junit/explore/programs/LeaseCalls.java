// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Generates calls on elections and on the cluster membership. */
final class LeaseCalls {

    private LeaseCalls() {}

    static Call election(Scope scope) {
        String name = scope.key();
        Duration ttl = scope.ttl();
        String id = scope.node();
        return switch (scope.choices().below(9)) {
            case 0, 1, 2 -> acquire(name, id, ttl);
            case 3 ->
                call("$Memory.renew(\"" + name + "\", " + CacheCalls.seconds(ttl) + ")", actor -> {
                    Leadership held = actor.memory().held.get(name);
                    return held == null
                            ? "not held"
                            : actor.node().leaderElection().renew(held, ttl);
                });
            case 4 ->
                call("$Memory.release(\"" + name + "\")", actor -> {
                    Leadership held = actor.memory().held.get(name);
                    return held == null
                            ? "not held"
                            : actor.node().leaderElection().release(held);
                });
            case 5 ->
                call(
                        "$.leaderElection().release(\"" + name + "\", \"" + id + "\")",
                        actor -> actor.node().leaderElection().release(name, id));
            default ->
                call(
                        "$.leaderElection().currentLeader(\"" + name + "\")",
                        actor -> actor.shown(actor.node().leaderElection().currentLeader(name)));
        };
    }

    static Call acquire(String name, String id, Duration ttl) {
        return call(
                "$.leaderElection().tryAcquire(\"" + name + "\", \"" + id + "\", " + CacheCalls.seconds(ttl) + ")",
                actor -> {
                    Optional<Leadership> term = actor.node().leaderElection().tryAcquire(name, id, ttl);
                    term.ifPresent(held -> actor.memory().held.put(name, held));
                    return actor.shown(term);
                });
    }

    static Call membership(Scope scope) {
        String id = scope.member();
        Duration ttl = scope.ttl();
        String metadata = scope.value();
        return switch (scope.choices().below(9)) {
            case 0, 1 ->
                call(
                        "$.clusterMembership().register(\"" + id + "\", Map.of(\"by\", \"" + metadata + "\"), "
                                + CacheCalls.seconds(ttl) + ")",
                        actor -> {
                            actor.node().clusterMembership().register(id, Map.of("by", metadata), ttl);
                            return null;
                        });
            case 2, 3 ->
                call(
                        "$.clusterMembership().heartbeat(\"" + id + "\", " + CacheCalls.seconds(ttl) + ")",
                        actor -> actor.node().clusterMembership().heartbeat(id, ttl));
            case 4 ->
                call(
                        "$.clusterMembership().deregister(\"" + id + "\")",
                        actor -> actor.node().clusterMembership().deregister(id));
            case 5, 6 ->
                call(
                        "$.clusterMembership().activeNodes()",
                        actor -> new TreeSet<>(actor.node().clusterMembership().activeNodes()));
            case 7 ->
                call(
                        "$.clusterMembership().members()",
                        actor -> new TreeMap<>(actor.node().clusterMembership().members()));
            default ->
                call(
                        "$.clusterMembership().metadata(\"" + id + "\")",
                        actor -> actor.node().clusterMembership().metadata(id).isPresent());
        };
    }

    private static Call call(String text, Call.Action action) {
        return new Call(text, action);
    }
}
