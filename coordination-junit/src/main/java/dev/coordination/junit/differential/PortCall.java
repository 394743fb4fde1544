// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Topic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call on the port, which can be made on every adapter.
 *
 * @param node the number of the node
 * @param method the method of the handle or of an area
 * @param arguments the arguments
 * @param terms the terms that the arguments may stand for
 */
record PortCall(int node, Method method, List<@Nullable Object> arguments, Terms terms) {

    /** An area of a handle. */
    private record Part(String name, Function<DistributedCoordination, Object> of) {}

    private static final Map<Class<?>, Part> PARTS = Map.of(
            SharedCache.class, new Part("cache", DistributedCoordination::cache),
            PubSub.class, new Part("pubSub", DistributedCoordination::pubSub),
            LeaderElection.class, new Part("leaderElection", DistributedCoordination::leaderElection),
            ClusterMembership.class, new Part("clusterMembership", DistributedCoordination::clusterMembership));

    /** Returns whether the handle has an area of this type. */
    static boolean isArea(Class<?> type) {
        return PARTS.containsKey(type);
    }

    private @Nullable Part part() {
        return PARTS.get(method.getDeclaringClass());
    }

    String operation() {
        Part part = part();
        return part == null ? method.getName() : part.name() + "." + method.getName();
    }

    String java() {
        return Step.java(node, operation(), arguments.stream().map(this::java).collect(Collectors.joining(", ")));
    }

    private String java(@Nullable Object argument) {
        if (argument instanceof Leadership term) {
            return terms.java(term);
        }
        if (argument instanceof String[] names) {
            return Stream.of(names).map(Literals::of).collect(Collectors.joining(", "));
        }
        if (argument instanceof Collection<?> topics) {
            return topics.stream().map(this::java).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        if (argument instanceof Topic topic) {
            String kind = topic.kind() == Topic.Kind.CHANNEL ? "channel" : "pattern";
            return "Topic." + kind + "(" + Literals.of(topic.name()) + ")";
        }
        return simple(argument);
    }

    @SuppressWarnings("unchecked") // All maps of the port have text keys and values.
    private static String simple(@Nullable Object argument) {
        if (argument instanceof String text) {
            return Literals.of(text);
        }
        if (argument instanceof byte[] bytes) {
            return Literals.of(bytes);
        }
        if (argument instanceof Long number) {
            return Literals.of(number);
        }
        if (argument instanceof Duration duration) {
            return Literals.of(duration);
        }
        if (argument instanceof Map<?, ?> map) {
            return Literals.of((Map<String, String>) map);
        }
        if (argument == null) {
            return "null";
        }
        throw new UnsupportedOperationException("an argument of " + argument.getClass() + " cannot be recorded");
    }

    /** Makes the call. */
    @Nullable
    Object in(Run run) throws Exception {
        DistributedCoordination handle = run.node(node);
        Part part = part();
        @Nullable
        Object[] given =
                arguments.stream().map(argument -> given(argument, run)).toArray();
        try {
            return method.invoke(part == null ? handle : part.of().apply(handle), given);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    /** Returns the argument for a run. Each run has its own copy of an array, because a faulty adapter may change it. */
    private @Nullable Object given(@Nullable Object argument, Run run) {
        if (argument instanceof Leadership term) {
            return terms.in(run, term);
        }
        return argument instanceof byte[] bytes ? bytes.clone() : argument;
    }
}
