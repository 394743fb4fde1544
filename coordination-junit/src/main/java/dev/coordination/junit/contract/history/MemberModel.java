// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.history;

import org.jspecify.annotations.Nullable;

/**
 * The model of one node whose TTLs are longer than the history: M-02 to M-04. The state is its metadata as text, or
 * {@link #ABSENT}.
 */
public final class MemberModel implements Model<String, MemberModel.Ask, String> {

    /** The state of a node that is not registered. No call of a history registers empty metadata. */
    public static final String ABSENT = "";

    public static final String YES = "true";
    public static final String NO = "false";

    /** An operation on a node. */
    public sealed interface Ask {}

    /** The output is {@link #YES}. */
    public record Register(String metadata) implements Ask {}

    /** The output is whether the node was active. */
    public record Heartbeat() implements Ask {}

    /** The output is whether the node was active. */
    public record Deregister() implements Ask {}

    /** The output is the metadata, or {@link #ABSENT}. */
    public record GetMetadata() implements Ask {}

    @Override
    public String operations() {
        return "clusterMembership.register, clusterMembership.heartbeat, "
                + "clusterMembership.deregister, clusterMembership.members and clusterMembership.metadata";
    }

    @Override
    public String initial() {
        return ABSENT;
    }

    @Override
    public @Nullable String next(String state, Ask input, @Nullable String output) {
        String active = state.equals(ABSENT) ? NO : YES;
        if (input instanceof Register register) {
            return register.metadata;
        }
        String expected = input instanceof GetMetadata ? state : active;
        if (output != null && !output.equals(expected)) {
            return null;
        }
        return input instanceof Deregister ? ABSENT : state;
    }
}
