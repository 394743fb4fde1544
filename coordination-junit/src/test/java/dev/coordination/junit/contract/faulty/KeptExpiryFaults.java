// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.C_08;
import static dev.coordination.junit.contract.Rule.C_09;
import static dev.coordination.junit.contract.Rule.C_12;
import static dev.coordination.junit.contract.Rule.C_13;
import static dev.coordination.junit.contract.Rule.C_15;
import static dev.coordination.junit.contract.Rule.G_01;
import static dev.coordination.junit.contract.Rule.G_03;
import static dev.coordination.junit.contract.Rule.G_04;

import dev.coordination.junit.contract.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Defects that shift an expiry, share a large value, measure keys in characters, or affect another area. */
final class KeptExpiryFaults {

    private static final int LARGE = 4_096;

    private KeptExpiryFaults() {}

    static List<Fault> all() {
        return List.of(
                inSeconds(C_08, "increment"),
                inSeconds(C_09, "increment"),
                inSeconds(C_12, "setIfAbsent"),
                inSeconds(C_13, "replace"),
                inSeconds(C_15, "conditional delete"),
                largeValuesAreShared(),
                keysAreMeasuredInCharacters(),
                keysOfNodesRemoveThem());
    }

    private static Fault inSeconds(Rule rule, String operation) {
        return Fault.of(rule, operation + " rounds the remaining TTL up to whole seconds (" + rule.id() + ")")
                .rare()
                .cache((correct, context) -> Interceptor.around(correct, call -> {
                    if (!call.is(operation)) {
                        return call.proceed();
                    }
                    try {
                        return call.proceed();
                    } finally {
                        Optional<Duration> left =
                                call.arguments()[0] instanceof String key && !key.isEmpty() && key.length() < 1_000
                                        ? correct.ttl(key)
                                        : Optional.empty();
                        left.ifPresent(ttl -> correct.expire(
                                call.name(),
                                Duration.ofSeconds(ttl.plusNanos(999_999_999).toSeconds())));
                    }
                }));
    }

    private static Fault largeValuesAreShared() {
        return Fault.of(G_03, "a value of more than " + LARGE + " bytes is shared rather than copied")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public void set(String key, byte[] value) {
                        super.set(key, value);
                        context.put("value of " + key, value);
                    }

                    @Override
                    public Optional<byte[]> get(String key) {
                        return super.get(key).map(copy -> {
                            byte[] shared = context.get("value of " + key, byte[].class);
                            return shared != null && shared.length == copy.length && shared.length > LARGE
                                    ? Arrays.copyOf(shared, shared.length)
                                    : copy;
                        });
                    }
                });
    }

    private static Fault keysAreMeasuredInCharacters() {
        return Fault.of(G_01, "the length of a key is limited in characters instead of bytes")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean exists(String key) {
                        boolean longer = key != null
                                && key.length() <= 32_768
                                && key.getBytes(StandardCharsets.UTF_8).length > 65_536;
                        return super.exists(longer ? "too long" : key);
                    }
                });
    }

    private static Fault keysOfNodesRemoveThem() {
        return Fault.of(G_04, "deleting the key node:x removes node x")
                .rare()
                .cache((correct, context) -> new ForwardingCache(correct) {
                    @Override
                    public boolean delete(String key) {
                        boolean deleted = super.delete(key);
                        if (key.startsWith("node:") && key.length() > 5) {
                            context.correct.clusterMembership().deregister(key.substring(5));
                        }
                        return deleted;
                    }
                });
    }
}
