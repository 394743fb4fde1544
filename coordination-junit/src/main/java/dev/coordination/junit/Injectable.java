// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * A type of parameter that the extensions resolve.
 *
 * @param type the type of the parameter
 * @param ofNode whether the value belongs to one node, which {@link Node} may name, rather than to the whole backend
 * @param get returns the value, given a test and the name of a node
 */
record Injectable(Class<?> type, boolean ofNode, BiFunction<TestBackend, String, Object> get) {

    /** The node of a parameter without {@link Node}; blank, so that no annotation can name it. */
    private static final String NO_NODE = "";

    private static final List<Injectable> ALL = List.of(
            ofHandle(DistributedCoordination.class, handle -> handle),
            ofHandle(SharedCache.class, DistributedCoordination::cache),
            ofHandle(PubSub.class, DistributedCoordination::pubSub),
            ofHandle(LeaderElection.class, DistributedCoordination::leaderElection),
            ofHandle(ClusterMembership.class, DistributedCoordination::clusterMembership),
            ofBackend(TimeControl.class, TestBackend::time),
            ofBackend(Clock.class, test -> test.time().clock()),
            new Injectable(ScheduledExecutorService.class, true, TestBackend::scheduler),
            inMemory(FakeClock.class, MemoryBackend::clock),
            inMemory(MemoryBackend.class, backend -> backend));

    private static Injectable ofHandle(Class<?> type, Function<DistributedCoordination, Object> get) {
        return new Injectable(type, true, (test, node) -> get.apply(test.handle(node)));
    }

    private static Injectable ofBackend(Class<?> type, Function<TestBackend, Object> get) {
        return new Injectable(type, false, (test, node) -> get.apply(test));
    }

    private static Injectable inMemory(Class<?> type, Function<MemoryBackend, Object> get) {
        return new Injectable(type, false, (test, node) -> get.apply(((TestCoordination) test).backend()));
    }

    /** Returns the injectable type of a parameter, or empty if its type is not supported. */
    static Optional<Injectable> of(ParameterContext parameter) {
        Class<?> wanted = parameter.getParameter().getType();
        return ALL.stream().filter(injectable -> injectable.type == wanted).findFirst();
    }

    /** Returns the node that a parameter names, or throws if it must not name one or the name is blank. */
    String node(ParameterContext parameter) {
        Optional<Node> node = parameter.findAnnotation(Node.class);
        if (node.isEmpty()) {
            return NO_NODE;
        }
        String name = node.get().value();
        if (!ofNode) {
            throw misuse(
                    parameter,
                    name,
                    "a " + type.getSimpleName()
                            + " belongs to the whole backend of a test; put @Node on a DistributedCoordination, SharedCache, PubSub,"
                            + " LeaderElection, ClusterMembership or ScheduledExecutorService");
        }
        if (name.isBlank()) {
            throw misuse(parameter, name, "the name of a node must not be blank");
        }
        return name;
    }

    /** Throws if only the in-memory adapter has this type. */
    void checkOnAnyAdapter(ParameterContext parameter) {
        if (type == FakeClock.class || type == MemoryBackend.class) {
            throw new ParameterResolutionException(
                    "parameter [" + parameter.getParameter() + "] of [" + parameter.getDeclaringExecutable()
                            + "]: @OnEveryAdapter does not provide " + type.getSimpleName()
                            + ", which only the in-memory adapter has; use TimeControl");
        }
    }

    private static ParameterResolutionException misuse(ParameterContext parameter, String name, String rule) {
        return new ParameterResolutionException("@Node(" + Arguments.quoted(name) + ") on parameter ["
                + parameter.getParameter() + "] of [" + parameter.getDeclaringExecutable() + "]: " + rule);
    }

    Object from(TestBackend test, String node) {
        return get.apply(test, node);
    }
}
