// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * A type of parameter whose values belong to a schedule.
 *
 * @param type the type
 * @param ofNode whether the value belongs to one node, which an annotation can name
 * @param get returns the value, given the nodes of a schedule and the name of a node
 */
record ExploredParameter(Class<?> type, boolean ofNode, BiFunction<Nodes, String, Object> get) {

    /** The node of a parameter without an annotation. */
    private static final String UNNAMED = "test";

    private static final List<ExploredParameter> ALL = List.of(
            new ExploredParameter(Nodes.class, false, (nodes, name) -> nodes),
            new ExploredParameter(Clock.class, false, (nodes, name) -> nodes.clock()),
            ofNode(Node.class, node -> node),
            ofNode(DistributedCoordination.class, node -> node),
            ofNode(SharedCache.class, Node::cache),
            ofNode(PubSub.class, Node::pubSub),
            ofNode(LeaderElection.class, Node::leaderElection),
            ofNode(ClusterMembership.class, Node::clusterMembership),
            ofNode(ScheduledExecutorService.class, Node::scheduler));

    private static ExploredParameter ofNode(Class<?> type, Function<Node, Object> get) {
        return new ExploredParameter(type, true, (nodes, name) -> get.apply(nodes.node(name)));
    }

    /** Returns the entry for a parameter, or empty if its type is not provided. */
    static Optional<ExploredParameter> of(Parameter parameter) {
        return ALL.stream()
                .filter(provided -> provided.type == parameter.getType())
                .findFirst();
    }

    /**
     * Returns the name of the node to which a parameter belongs.
     *
     * @param node the annotation of the parameter, if it has one
     * @throws ParameterResolutionException if a parameter of this type must not have the annotation
     */
    String node(Parameter parameter, Optional<dev.coordination.junit.Node> node) {
        if (node.isEmpty()) {
            return UNNAMED;
        }
        String name = node.get().value();
        if (!ofNode) {
            throw new ParameterResolutionException("@Node(" + Arguments.quoted(name) + ") on parameter [" + parameter
                    + "] of [" + parameter.getDeclaringExecutable() + "]: " + type.getSimpleName()
                    + " belongs to all nodes of a schedule; put @Node on a Node, DistributedCoordination, SharedCache, PubSub,"
                    + " LeaderElection, ClusterMembership or ScheduledExecutorService");
        }
        return name;
    }

    Object from(Nodes nodes, String node) {
        return get.apply(nodes, node);
    }
}
