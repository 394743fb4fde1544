// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names on the server that belong to one namespace (G-04, G-07).
 *
 * <p>Namespaces contain no {@code :}, so no two of them overlap. The namespace is followed by the area: {@code c:}, {@code p:},
 * {@code q:}, {@code {l:name}}, {@code {namespace:m}} or, on a cluster, {@code {namespace:p}}. The text around the name that a
 * caller passes has a fixed length, so no two names of an area share a key, whatever they contain. The keys that a script uses
 * share a hash tag, and so a slot of a cluster; the members of different namespaces are in different slots. Namespaces and prefixes
 * contain no character with a special meaning in patterns.
 */
final class Namespace {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String name;
    private final PubSubMode pubSub;
    /** Precedes the rest of the name of every channel. */
    private final String channels;

    private final byte[] channelPrefix;
    private final List<byte[]> membership;

    private Namespace(String name, PubSubMode pubSub) {
        this.name = name;
        this.pubSub = pubSub;
        this.channels = pubSub == PubSubMode.SHARDED ? name + ":{" + name + ":p}:" : name + ":";
        this.channelPrefix = channel("");
        this.membership = Stream.of("i", "v", "x", "a")
                .map(key -> Utf8.bytes(membershipPrefix() + key))
                .toList();
    }

    static Namespace of(String name) {
        if (!ALLOWED.matcher(Arguments.notNull(name, "namespace")).matches()) {
            throw new IllegalArgumentException(
                    "namespace must be 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-', but was "
                            + Arguments.quoted(name));
        }
        return new Namespace(name, PubSubMode.PLAIN);
    }

    /**
     * Returns the names on a cluster. There, all channels of the namespace share a slot: the node of that slot sends the messages
     * of a thread in their order (S-02), and counts all their receivers (S-03).
     */
    Namespace onCluster() {
        return new Namespace(name, PubSubMode.SHARDED);
    }

    PubSubMode pubSub() {
        return pubSub;
    }

    byte[] key(String key) {
        return Utf8.bytes(name + ":c:" + key);
    }

    byte[] channel(String channel) {
        return Utf8.bytes(channels + "p:" + channel);
    }

    /** Returns the channel that a handle uses for itself. No subscription hears it. */
    byte[] ownChannel(String handle) {
        return Utf8.bytes(channels + "q:" + handle);
    }

    byte[] lease(String election) {
        return Utf8.bytes(name + ":{l:" + election + "}:h");
    }

    byte[] lastToken(String election) {
        return Utf8.bytes(name + ":{l:" + election + "}:t");
    }

    byte[] nodeIndex() {
        return Utf8.bytes(membershipPrefix() + "i");
    }

    byte[] node(String nodeId) {
        return Utf8.bytes(membershipPrefix() + "n:" + nodeId);
    }

    /** Returns the keys that every script of the membership uses: the index, the latest changes, the marker and the packed list. */
    List<byte[]> membership() {
        return membership;
    }

    /** Returns the prefix of the keys of earlier changes of the membership. */
    byte[] changePrefix() {
        return Utf8.bytes(membershipPrefix() + "g:");
    }

    private String membershipPrefix() {
        return name + ":{" + name + ":m}:";
    }

    /** Returns the prefix that {@link #node} puts before a node id. */
    byte[] nodePrefix() {
        return node("");
    }

    /**
     * Removes the prefix from the name of a channel or pattern. Returns empty if this adapter cannot have created the name:
     * other clients of the server can use any bytes.
     */
    Optional<String> channelName(byte[] onServer) {
        if (onServer.length <= channelPrefix.length
                || !Arrays.equals(onServer, 0, channelPrefix.length, channelPrefix, 0, channelPrefix.length)) {
            return Optional.empty();
        }
        return Utf8.strict(onServer, channelPrefix.length);
    }

    @Override
    public String toString() {
        return name;
    }
}
