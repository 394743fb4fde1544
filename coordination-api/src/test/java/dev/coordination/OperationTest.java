// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the operations with the methods of the port. */
class OperationTest {

    private static final Map<String, Class<?>> AREAS = Map.of(
            "cache", SharedCache.class,
            "pubSub", PubSub.class,
            "subscription", Subscription.class,
            "listener", MessageListener.class,
            "leaderElection", LeaderElection.class,
            "clusterMembership", ClusterMembership.class);

    /** Methods that have no operation because they call another method of their area. */
    private static final Set<String> DERIVED = Set.of("subscribeMatching", "getText", "setText");

    private static Stream<Operation> operations(String area) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.toString().startsWith(area + "."));
    }

    /** Returns the methods of an area, and whether any overload takes a duration. */
    private static Map<String, Boolean> methods(Class<?> area) {
        return Arrays.stream(area.getMethods())
                .filter(method -> !DERIVED.contains(method.getName()))
                .collect(Collectors.toMap(
                        Method::getName, OperationTest::takesDuration, Boolean::logicalOr, TreeMap::new));
    }

    private static boolean takesDuration(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Duration.class);
    }

    @Test
    void everyMethodOfThePortHasAnOperation() {
        AREAS.forEach((name, area) -> assertThat(
                        operations(name).map(operation -> operation.toString().substring(name.length() + 1)))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(methods(area).keySet()));
    }

    @Test
    void operationsDistinguishTtlsFromTimeouts() {
        AREAS.forEach((name, area) -> {
            Map<String, Boolean> durations = methods(area);
            assertThat(operations(name))
                    .as(name)
                    .allSatisfy(operation -> assertThat(operation.takesTtl() || operation.takesTimeout())
                            .as("%s", operation)
                            .isEqualTo(durations.get(operation.toString().substring(name.length() + 1))));
        });
        assertThat(Arrays.stream(Operation.values()).filter(Operation::takesTimeout))
                .containsExactly(Operation.SUBSCRIPTION_NEXT);
        assertThat(Operation.SUBSCRIPTION_NEXT.takesTtl()).isFalse();
    }
}
