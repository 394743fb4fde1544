// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Patterns;
import java.util.Arrays;

/** Calls on the key of a round. Every value is a counter, except those of {@link #setFilled}. */
public final class CacheCalls {

    private CacheCalls() {}

    private static byte[] bytes(int value) {
        return Integer.toString(value).getBytes(UTF_8);
    }

    public static Step get() {
        return new Step(
                "cache.get",
                (handle, round) -> Step.notNull(handle.cache().get(round.name()), "cache.get")
                        .map(value -> new String(value, UTF_8))
                        .orElse("absent"));
    }

    public static Step exists() {
        return new Step("cache.exists", (handle, round) -> handle.cache().exists(round.name()));
    }

    public static Step ttl() {
        return new Step(
                "cache.ttl",
                (handle, round) ->
                        round.ttls().given(Step.notNull(handle.cache().ttl(round.name()), "cache.ttl")));
    }

    public static Step set(int value) {
        return new Step("cache.set(" + value + ")", (handle, round) -> {
            handle.cache().set(round.name(), bytes(value));
            return Step.DONE;
        });
    }

    public static Step set(int value, Ttl ttl) {
        return new Step("cache.set(" + value + ", " + ttl + ")", (handle, round) -> {
            handle.cache().set(round.name(), bytes(value), ttl.of(round));
            return Step.DONE;
        });
    }

    /** Sets a value of many equal bytes. */
    public static Step setFilled(int value, int size) {
        byte[] filled = new byte[size];
        Arrays.fill(filled, (byte) value);
        return new Step("cache.set(" + size + " times " + value + ")", (handle, round) -> {
            handle.cache().set(round.name(), filled);
            return Step.DONE;
        });
    }

    /** Reads a value and describes the bytes that it consists of. */
    public static Step getFilled() {
        return new Step(
                "cache.get",
                (handle, round) -> Step.notNull(handle.cache().get(round.name()), "cache.get")
                        .map(CacheCalls::parts)
                        .orElse("absent"));
    }

    /** Returns each run of equal bytes, such as {@code 1000 times 2}. */
    private static String parts(byte[] value) {
        StringBuilder parts = new StringBuilder();
        int from = 0;
        for (int i = 1; i <= value.length; i++) {
            if (i == value.length || value[i] != value[from]) {
                parts.append(parts.isEmpty() ? "" : ", ")
                        .append(i - from)
                        .append(" times ")
                        .append(value[from]);
                from = i;
            }
        }
        return parts.toString();
    }

    public static Step setIfAbsent(int value) {
        return new Step(
                "cache.setIfAbsent(" + value + ")",
                (handle, round) -> handle.cache().setIfAbsent(round.name(), bytes(value)));
    }

    public static Step setIfAbsent(int value, Ttl ttl) {
        return new Step(
                "cache.setIfAbsent(" + value + ", " + ttl + ")",
                (handle, round) -> handle.cache().setIfAbsent(round.name(), bytes(value), ttl.of(round)));
    }

    public static Step replace(int expected, int value) {
        return new Step(
                "cache.replace(" + expected + ", " + value + ")",
                (handle, round) -> handle.cache().replace(round.name(), bytes(expected), bytes(value)));
    }

    public static Step expire(Ttl ttl) {
        return new Step(
                "cache.expire(" + ttl + ")", (handle, round) -> handle.cache().expire(round.name(), ttl.of(round)));
    }

    public static Step delete() {
        return new Step("cache.delete", (handle, round) -> handle.cache().delete(round.name()));
    }

    public static Step delete(int expected) {
        return new Step(
                "cache.delete(" + expected + ")",
                (handle, round) -> handle.cache().delete(round.name(), bytes(expected)));
    }

    public static Step deleteMatching() {
        return new Step(
                "cache.deleteMatching",
                (handle, round) -> handle.cache().deleteMatching(Patterns.quote(round.name()) + "*"));
    }

    public static Step increment(int delta) {
        return new Step(
                "cache.increment(" + delta + ")",
                (handle, round) -> handle.cache().increment(round.name(), delta));
    }

    public static Step increment(int delta, Ttl ttlIfCreated) {
        return new Step(
                "cache.increment(" + delta + ", " + ttlIfCreated + ")",
                (handle, round) -> handle.cache().increment(round.name(), delta, ttlIfCreated.of(round)));
    }
}
