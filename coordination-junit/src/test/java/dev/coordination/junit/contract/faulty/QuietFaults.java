// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_10;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defects in which an operation outside pub/sub publishes a message on a channel with the name that it was given. */
final class QuietFaults {

    private static final byte[] EVENT = {1};

    private static final List<String> CACHE = List.of(
            "set with a TTL",
            "setIfAbsent",
            "setIfAbsent with a TTL",
            "replace",
            "expire",
            "increment with a TTL",
            "conditional delete",
            "exists",
            "ttl");

    private static final List<String> ELECTIONS = List.of("renew", "release", "currentLeader");

    private static final List<String> MEMBERS = List.of("register", "heartbeat", "metadata");

    private QuietFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (String operation : CACHE) {
            all.add(fault(operation)
                    .cache((correct, context) -> Interceptor.around(correct, after(operation, context))));
        }
        for (String operation : ELECTIONS) {
            all.add(fault(operation)
                    .elections((correct, context) -> Interceptor.around(correct, after(operation, context))));
        }
        for (String operation : MEMBERS) {
            all.add(fault(operation)
                    .cluster((correct, context) -> Interceptor.around(correct, after(operation, context))));
        }
        all.add(returning());
        all.add(refusal());
        all.add(expiry());
        all.add(recreation());
        return all;
    }

    private static Fault fault(String operation) {
        return Fault.of(S_10, operation + " publishes a message").rare();
    }

    /** Publishes a message if a call had an effect or found something. */
    private static Interceptor after(String operation, FaultContext context) {
        return call -> {
            Object result = call.proceed();
            boolean nothing = Boolean.FALSE.equals(result) || Optional.empty().equals(result);
            if (call.is(operation) && !nothing) {
                String name = call.arguments()[0] instanceof Leadership term ? term.election() : call.name();
                context.correct.pubSub().publish(name, EVENT);
            }
            return result;
        };
    }

    /** Behaves like a registry that announces returning nodes. */
    private static Fault returning() {
        return Fault.of(S_10, "a node that registers again after it has expired is announced in a message")
                .rare()
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public void register(String nodeId, Map<String, String> metadata, Duration ttl) {
                        boolean returns = context.contains("registered " + nodeId)
                                && super.metadata(nodeId).isEmpty();
                        super.register(nodeId, metadata, ttl);
                        context.put("registered " + nodeId, true);
                        if (returns) {
                            context.correct.pubSub().publish(nodeId, EVENT);
                        }
                    }

                    @Override
                    public boolean deregister(String nodeId) {
                        boolean active = super.deregister(nodeId);
                        context.remove("registered " + nodeId);
                        return active;
                    }
                });
    }

    private static Fault refusal() {
        return Fault.of(S_10, "a refused candidate is announced in a message")
                .rare()
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
                        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
                        if (won.isEmpty()) {
                            context.correct.pubSub().publish(nodeId, EVENT);
                        }
                        return won;
                    }
                });
    }

    /** Behaves like a server that removes an expired key when the key is created again, and publishes the removal. */
    private static Fault recreation() {
        return Fault.of(S_10, "a key that is created again after it has expired is announced in a message")
                .rare()
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public boolean setIfAbsent(String key, byte[] value) {
                        boolean returns = key != null && expired(key).isPresent();
                        boolean created = super.setIfAbsent(key, value);
                        if (returns && created) {
                            context.correct.pubSub().publish(key, EVENT);
                        }
                        return created;
                    }
                });
    }

    /** Behaves like a server that publishes the expiry of a key when the key is read. */
    private static Fault expiry() {
        return Fault.of(S_10, "a key that is found to have expired is announced in a message")
                .rare()
                .cache((correct, context) -> new GhostCache(correct, context) {
                    @Override
                    public Optional<byte[]> get(String key) {
                        Optional<byte[]> value = super.get(key);
                        if (expired(key).isPresent()) {
                            bury(key);
                            context.correct.pubSub().publish(key, EVENT);
                        }
                        return value;
                    }
                });
    }
}
