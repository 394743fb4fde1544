// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.Leadership;
import dev.coordination.Message;
import dev.coordination.junit.contract.faulty.DistortedHarness.Distortion;
import dev.coordination.junit.contract.faulty.DistortedHarness.Original;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Defects that affect all operations of a kind. Each breaks many rules, so many assertions of the contract fail. */
enum GenericDefect implements Distortion {
    EVERY_OPTIONAL_IS_EMPTY(result -> result instanceof Optional ? Optional.empty() : result),
    NO_OPTIONAL_IS_EMPTY(result -> result),
    EVERY_BOOLEAN_IS_INVERTED(result -> result instanceof Boolean truth ? (Object) !truth : result),
    EVERY_BOOLEAN_IS_TRUE(result -> result instanceof Boolean ? (Object) true : result),
    EVERY_BOOLEAN_IS_FALSE(result -> result instanceof Boolean ? (Object) false : result),
    EVERY_COUNT_IS_TOO_LARGE(result -> plus(result, 1)),
    EVERY_COUNT_IS_TOO_SMALL(result -> plus(result, -1)),
    EVERY_BYTE_ARRAY_IS_CHANGED(GenericDefect::withChangedBytes),
    EVERY_COLLECTION_IS_EMPTY(GenericDefect::empty),
    EVERY_COLLECTION_IS_LARGER(GenericDefect::larger),
    EVERY_RESULT_IS_NULL(result -> null),
    EVERY_OPERATION_THROWS(result -> {
        throw new IllegalStateException("the engine said:\n[17] no\n[18] still no");
    }),
    EVERY_OPERATION_THROWS_AN_ERROR(result -> {
        throw new NoSuchMethodError("'void com.example.Driver.send()'");
    }),
    SOME_OPERATIONS_THROW(result -> {
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            throw new IllegalStateException("the engine said:\n[17] not now");
        }
        return result;
    }),
    NO_OPERATION_DOES_ANYTHING(result -> result);

    private final UnaryOperator<@Nullable Object> change;

    GenericDefect(UnaryOperator<@Nullable Object> change) {
        this.change = change;
    }

    @Override
    public @Nullable Object call(Method operation, Original original) throws Throwable {
        if (this == NO_OPERATION_DOES_ANYTHING) {
            Class<?> type = operation.getReturnType();
            return type == boolean.class
                    ? (Object) true
                    : type == long.class ? (Object) 1L : type == void.class ? null : original.call();
        }
        Object result = original.call();
        if (this == EVERY_RESULT_IS_NULL && operation.getReturnType().isPrimitive()) {
            return result;
        }
        return this == NO_OPTIONAL_IS_EMPTY && Optional.empty().equals(result)
                ? somethingElse(operation.getName())
                : change.apply(result);
    }

    private static Object somethingElse(String operation) {
        return Optional.of(
                switch (operation) {
                    case "get" -> new byte[] {1};
                    case "getText" -> "\u0001";
                    case "ttl" -> Duration.ofSeconds(1);
                    case "tryAcquire", "currentLeader" -> new Leadership("other", "other", 1);
                    case "metadata" -> Map.of("other", "x");
                    case "poll", "next" -> Message.onChannel("other", new byte[] {1});
                    default -> throw new IllegalArgumentException(operation);
                });
    }

    private static @Nullable Object plus(@Nullable Object result, int more) {
        if (result instanceof Integer count) {
            return count + more;
        }
        return result instanceof Long count ? (Object) (count + more) : result;
    }

    private static @Nullable Object withChangedBytes(@Nullable Object result) {
        if (!(result instanceof Optional<?> optional)) {
            return result;
        }
        return optional.map(value -> {
            if (value instanceof byte[] bytes) {
                return changed(bytes);
            }
            if (value instanceof Message message) {
                return message.pattern()
                        .map(pattern -> Message.onPattern(pattern, message.channel(), changed(message.payload())))
                        .orElseGet(() -> Message.onChannel(message.channel(), changed(message.payload())));
            }
            return value;
        });
    }

    private static byte[] changed(byte[] bytes) {
        byte[] changed = bytes.length == 0 ? new byte[1] : bytes.clone();
        changed[changed.length - 1]++;
        return changed;
    }

    private static @Nullable Object empty(@Nullable Object result) {
        if (result instanceof Set) {
            return Set.of();
        }
        if (result instanceof Optional<?> optional
                && optional.filter(Map.class::isInstance).isPresent()) {
            return Optional.of(Map.of());
        }
        return result instanceof Map ? Map.of() : result;
    }

    private static @Nullable Object larger(@Nullable Object result) {
        if (result instanceof Set<?> set) {
            Set<Object> larger = new HashSet<>(set);
            larger.add("other");
            return Collections.unmodifiableSet(larger);
        }
        if (result instanceof Optional<?> optional) {
            return optional.map(value -> value instanceof Map<?, ?> map ? with(map, "x") : value);
        }
        return result instanceof Map<?, ?> map ? with(map, Map.of("other", "x")) : result;
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object value) {
        Map<Object, Object> larger = new HashMap<>(map);
        larger.put("other", value);
        return Collections.unmodifiableMap(larger);
    }
}
