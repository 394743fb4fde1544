// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Leadership;
import dev.coordination.Patterns;
import dev.coordination.Topic;
import dev.coordination.junit.harness.Capability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Uses names that are easily mistaken for each other. */
public final class NameCalls {

    private static final int LONGEST_QUOTED = 500;

    private NameCalls() {}

    /** Uses such names as keys. */
    public static void generateKeys(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            for (int i = 0; i < group.size(); i++) {
                calls.cache().set(group.get(i), utf8("" + i));
            }
            group.forEach(key -> calls.cache().get(key));
            for (String key : group) {
                remove(calls, key);
                group.forEach(other -> calls.cache().exists(other));
            }
        }
    }

    private static void remove(Calls calls, String key) {
        if (calls.has(Capability.DELETE_MATCHING) && key.length() < LONGEST_QUOTED && calls.below(2) == 0) {
            calls.cache().deleteMatching(Patterns.quote(key));
        } else {
            calls.cache().delete(key);
        }
    }

    /** Uses such names as names of elections. */
    public static void generateElections(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            for (int i = 0; i < group.size(); i++) {
                calls.elections().tryAcquire(group.get(i), "node " + i, calls.units(1_000));
            }
            for (String election : group) {
                group.forEach(other -> calls.elections().currentLeader(other));
                calls.elections().release(election, "node " + group.indexOf(election));
            }
        }
    }

    /** Uses such names as the ids of candidates. */
    public static void generateCandidates(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            for (String holder : group) {
                String election = "election " + Names.CONFUSABLE.indexOf(group);
                Leadership term = calls.elections()
                        .tryAcquire(election, holder, calls.units(1_000))
                        .orElseThrow();
                calls.elections().currentLeader(election);
                for (String other : group) {
                    if (!other.equals(holder)) {
                        Leadership stolen = new Leadership(election, other, term.fencingToken());
                        calls.elections().tryAcquire(election, other, calls.units(1_000));
                        calls.elections().renew(stolen, calls.units(1_000));
                        calls.elections().release(stolen);
                        calls.elections().release(election, other);
                    }
                }
                calls.elections().release(election, holder);
            }
        }
    }

    /** Uses such names as the ids of candidates, one of which holds an election that the others try to acquire. */
    public static void generateRefusals(Calls calls) {
        forEachHolder(calls, (term, other) -> calls.elections().tryAcquire(term.election(), other, calls.units(2_000)));
    }

    /**
     * Uses such names as the ids of nodes, one of which holds a term that the others try to renew, and as the names of
     * other elections.
     */
    public static void generateRenewals(Calls calls) {
        forEachHolder(calls, (term, other) -> {
            calls.elections().renew(new Leadership(term.election(), other, term.fencingToken()), calls.units(2_000));
            calls.elections().renew(new Leadership(other, term.nodeId(), term.fencingToken()), calls.units(2_000));
        });
    }

    /**
     * Uses such names as the ids of nodes, one of which holds an election that the others try to release, and as the
     * names of other elections.
     */
    public static void generateReleases(Calls calls) {
        forEachHolder(calls, (term, other) -> {
            calls.elections().release(term.election(), other);
            calls.elections().release(new Leadership(term.election(), other, term.fencingToken()));
            calls.elections().release(other, term.nodeId());
            calls.elections().release(new Leadership(other, term.nodeId(), term.fencingToken()));
        });
    }

    /**
     * For each name, lets a node of that name hold the election of that name, and makes an attempt with each name that
     * resembles it.
     */
    private static void forEachHolder(Calls calls, BiConsumer<Leadership, String> attempt) {
        for (List<String> group : Names.CONFUSABLE) {
            for (String holder : group) {
                Leadership term = ElectionState.acquire(calls, holder, holder, 1_000);
                for (String other : group) {
                    if (!other.equals(holder)) {
                        attempt.accept(term, other);
                    }
                }
                calls.elections().currentLeader(holder);
                calls.elections().release(term);
            }
        }
    }

    /** Uses such names as channels. */
    public static void generateChannels(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            Messaging messaging = new Messaging(calls);
            for (int part = 0; part < 2; part++) {
                int rest = part;
                messaging.subscribe(
                        IntStream.range(0, group.size())
                                .filter(i -> i % 2 == rest)
                                .mapToObj(i -> Topic.channel(group.get(i)))
                                .toList(),
                        1);
            }
            group.forEach(name -> messaging.publish(name, utf8("x")));
            messaging.drainAll();
            List.copyOf(messaging.open()).forEach(messaging::close);
        }
    }

    /** Uses such names as the ids of members. */
    public static void generateMembers(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            for (int i = 0; i < group.size(); i++) {
                calls.members().register(group.get(i), Map.of("number", "" + i), calls.units(1_000));
            }
            calls.members().members();
            for (String node : group) {
                group.forEach(other -> calls.members().metadata(other));
                calls.members().deregister(node);
                calls.members().activeNodes();
            }
        }
    }

    /** Uses such names as the ids of members, which leave one at a time. */
    public static void generateLeaving(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            group.forEach(node -> calls.members().register(node, Map.of(), calls.units(1_000)));
            for (String node : group) {
                calls.members().deregister(node);
                calls.members().activeNodes();
                calls.members().register(node, Map.of(), calls.units(1_000));
            }
            group.forEach(node -> calls.members().deregister(node));
        }
    }

    /** Uses such names as keys and values of metadata. */
    public static void generateMetadata(Calls calls) {
        for (List<String> group : Names.CONFUSABLE) {
            Map<String, String> metadata = new HashMap<>();
            for (int i = 0; i < group.size(); i++) {
                metadata.put(group.get(i), group.get((i + 1) % group.size()));
            }
            String node = "node " + Names.CONFUSABLE.indexOf(group);
            calls.members().register(node, Map.copyOf(metadata), calls.units(1_000));
            calls.members().metadata(node);
        }
        calls.members().members();
    }
}
