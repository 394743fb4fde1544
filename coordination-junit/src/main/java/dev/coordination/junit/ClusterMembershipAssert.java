// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.junit.timeline.DisplayText;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the nodes that are currently active.
 *
 * <p>Each assertion may also throw the port's exceptions for a bad argument, a closed handle or an unreachable backend.
 * For soft assertions, see {@link CoordinationSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class ClusterMembershipAssert extends CollectingAssert<ClusterMembershipAssert, ClusterMembership> {

    ClusterMembershipAssert(@Nullable ClusterMembership actual, Consumer<AssertionError> onFailure) {
        super(actual, ClusterMembershipAssert.class, onFailure);
    }

    /**
     * Verifies which nodes are active.
     *
     * @param nodeIds the ids of all active nodes, in any order; none to verify that no node is active
     * @return this
     * @throws AssertionError if the active nodes differ
     * @since 0.1.0
     */
    public ClusterMembershipAssert hasActiveNodes(String... nodeIds) {
        return check(() -> {
            for (String nodeId : Arguments.notNull(nodeIds, "nodeIds")) {
                Arguments.nodeId(nodeId);
            }
            Set<String> expected = new TreeSet<>(Arrays.asList(nodeIds));
            Set<String> active = new TreeSet<>(actual.activeNodes());
            if (!active.equals(expected)) {
                failWithActualExpectedAndMessage(
                        active,
                        expected,
                        "Expected the active nodes to be %s, but they are %s",
                        DisplayText.texts(expected),
                        DisplayText.texts(active));
            }
        });
    }

    /**
     * Verifies that a node is active with this metadata and no other.
     *
     * @param nodeId the node
     * @param metadata the expected metadata; may be empty
     * @return this
     * @throws AssertionError if the node has other metadata or is not active
     * @since 0.1.0
     */
    public ClusterMembershipAssert hasMetadata(String nodeId, Map<String, String> metadata) {
        return check(() -> {
            Map<String, String> expected = new TreeMap<>(Arguments.metadata(metadata));
            Optional<Map<String, String>> actualMetadata =
                    actual.metadata(nodeId).map(TreeMap::new);
            if (actualMetadata.filter(expected::equals).isEmpty()) {
                failWithActualExpectedAndMessage(
                        actualMetadata.orElse(null),
                        expected,
                        "Expected node %s to have the metadata %s, but %s",
                        Arguments.quoted(nodeId),
                        describe(expected),
                        actualMetadata.map(held -> "it has " + describe(held)).orElse("it is not active"));
            }
        });
    }

    private static String describe(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> Arguments.quoted(entry.getKey()) + "=" + Arguments.quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
