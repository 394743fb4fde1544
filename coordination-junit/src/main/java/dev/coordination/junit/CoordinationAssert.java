package dev.coordination.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.junit.timeline.Shown;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a coordination holds, as its handle sees it now. What a failure says is what is there.
 *
 * <p>All of them may throw what the port throws for a bad argument, a closed handle or a backend that is not there.
 *
 * @since 0.1.0
 */
public final class CoordinationAssert extends AbstractAssert<CoordinationAssert, DistributedCoordination> {

    CoordinationAssert(@Nullable DistributedCoordination actual) {
        super(actual, CoordinationAssert.class);
    }

    /**
     * Verifies who leads an election.
     *
     * @param election the election
     * @param nodeId the node that is to lead it
     * @return this
     * @throws AssertionError if another node leads it, or none
     * @since 0.1.0
     */
    public CoordinationAssert hasLeader(String election, String nodeId) {
        Arguments.nodeId(nodeId);
        Optional<Leadership> leader = coordination().leaderElection().currentLeader(election);
        if (leader.filter(term -> term.nodeId().equals(nodeId)).isEmpty()) {
            failWithMessage(
                    "Expected %s to lead election %s, but %s",
                    Arguments.quoted(nodeId), Arguments.quoted(election), shown(leader));
        }
        return this;
    }

    /**
     * Verifies that nobody leads an election.
     *
     * @param election the election
     * @return this
     * @throws AssertionError if somebody does
     * @since 0.1.0
     */
    public CoordinationAssert hasNoLeader(String election) {
        Optional<Leadership> leader = coordination().leaderElection().currentLeader(election);
        if (leader.isPresent()) {
            failWithMessage("Expected nobody to lead election %s, but %s", Arguments.quoted(election), shown(leader));
        }
        return this;
    }

    private static String shown(Optional<Leadership> leader) {
        return leader.map(term -> Arguments.quoted(term.nodeId()) + " does, with fencing token " + term.fencingToken())
                .orElse("nobody does");
    }

    /**
     * Verifies which nodes are active.
     *
     * @param nodeIds all of them, in any order; none to verify that there are none
     * @return this
     * @throws AssertionError if another node is active, or one of these is not
     * @since 0.1.0
     */
    public CoordinationAssert hasActiveNodes(String... nodeIds) {
        for (String nodeId : Arguments.notNull("nodeIds", nodeIds)) {
            Arguments.nodeId(nodeId);
        }
        Set<String> expected = new TreeSet<>(Arrays.asList(nodeIds));
        Set<String> active = new TreeSet<>(coordination().cluster().activeNodes());
        if (!active.equals(expected)) {
            failWithMessage(
                    "Expected the active nodes to be %s, but they are %s", Shown.texts(expected), Shown.texts(active));
        }
        return this;
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param value its value
     * @return this
     * @throws AssertionError if it has another one, or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasValue(String key, byte[] value) {
        Arguments.notNull("value", value);
        Optional<byte[]> held = coordination().cache().get(key);
        if (held.filter(bytes -> Arrays.equals(bytes, value)).isEmpty()) {
            failWithMessage(
                    "Expected key %s to hold %s, but %s",
                    Arguments.quoted(key),
                    Shown.bytes(value),
                    held.map(bytes -> "it holds " + Shown.bytes(bytes)).orElse("it is not there"));
        }
        return this;
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param text its value, in UTF-8
     * @return this
     * @throws AssertionError if it has another one, or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasValue(String key, String text) {
        return hasValue(key, Arguments.notNull("text", text).getBytes(UTF_8));
    }

    /**
     * Verifies that a key is not there.
     *
     * @param key the key
     * @return this
     * @throws AssertionError if it is
     * @since 0.1.0
     */
    public CoordinationAssert hasNoValue(String key) {
        coordination()
                .cache()
                .get(key)
                .ifPresent(bytes -> failWithMessage(
                        "Expected key %s not to be there, but it holds %s", Arguments.quoted(key), Shown.bytes(bytes)));
        return this;
    }

    /**
     * Verifies how much longer a key lives.
     *
     * @param key the key
     * @param condition on what is left, such as {@link CoordinationAssertions#between}
     * @return this
     * @throws AssertionError if it is not met, the key has no TTL or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasTtl(String key, Condition<? super Duration> condition) {
        Arguments.notNull("condition", condition);
        Optional<Duration> left = coordination().cache().ttl(key);
        if (left.filter(condition::matches).isEmpty()) {
            failWithMessage(
                    "Expected key %s to have a TTL %s, but %s",
                    Arguments.quoted(key),
                    condition,
                    left.map(duration -> "it has " + duration)
                            .orElseGet(() -> coordination().cache().exists(key) ? "it has none" : "it is not there"));
        }
        return this;
    }

    /**
     * Verifies how much longer a key lives, to the millisecond: for a clock that stands still.
     *
     * @param key the key
     * @param ttl what is left
     * @return this
     * @throws AssertionError if it is more or less, the key has no TTL or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasTtl(String key, Duration ttl) {
        Arguments.notNull("ttl", ttl);
        return hasTtl(key, new Condition<>(ttl::equals, "of " + ttl));
    }

    private DistributedCoordination coordination() {
        isNotNull();
        return actual;
    }
}
