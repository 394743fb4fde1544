// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members at one version. A handle keeps the latest, so that the server sends only what has changed since. Immutable and
 * thread-safe.
 */
final class MemberSnapshot {

    /** What a handle knows that has read nothing yet. */
    static final MemberSnapshot NONE = new MemberSnapshot("", Map.of());

    private final String version;
    private final Map<String, Member> nodes;

    /** The same map for each caller, because a large membership is read often and rarely changes; null until it is needed. */
    private volatile @Nullable Map<String, Map<String, String>> members;

    private MemberSnapshot(String version, Map<String, Member> nodes) {
        this.version = version;
        this.nodes = Collections.unmodifiableMap(nodes);
    }

    /** A node, whose metadata is decoded when it is first needed. */
    private static final class Member {
        private final String nodeId;
        private final byte[] encoded;
        private volatile @Nullable Map<String, String> metadata;

        Member(String nodeId, byte[] encoded) {
            this.nodeId = nodeId;
            this.encoded = encoded;
        }

        Map<String, String> metadata() {
            Map<String, String> decoded = metadata;
            if (decoded == null) {
                decoded = MetadataCodec.decode(nodeId, encoded);
                metadata = decoded;
            }
            return decoded;
        }
    }

    /** Returns the version, or an empty string if the server has recorded none. */
    String version() {
        return version;
    }

    Set<String> activeNodes() {
        return nodes.keySet();
    }

    /** Returns the members with their metadata. Fails if another program wrote the metadata of one of them. */
    Map<String, Map<String, String>> members() {
        Map<String, Map<String, String>> decoded = members;
        if (decoded == null) {
            Map<String, Map<String, String>> all = new LinkedHashMap<>();
            nodes.forEach((nodeId, member) -> all.put(nodeId, member.metadata()));
            decoded = Collections.unmodifiableMap(all);
            members = decoded;
        }
        return decoded;
    }

    /** Returns what results from a reply of {@link LuaScript#MEMBERS} for this version. */
    MemberSnapshot after(@Nullable Object reply) {
        List<?> parts = ReplyReader.list(reply);
        if (parts.isEmpty()) {
            throw new UnexpectedReplyException("Redis sent an empty list instead of a version");
        }
        String current = Utf8.text(ReplyReader.bytes(parts.get(0)));
        if (parts.size() == 1) {
            if (!current.equals(version)) {
                throw new UnexpectedReplyException("Redis sent a version without the changes since " + version);
            }
            return this;
        }
        Map<String, Member> changed = new LinkedHashMap<>();
        Optional<byte[]> list = ReplyReader.optionalBytes(parts.get(1));
        if (list.isEmpty() && version.isEmpty() || parts.size() % 2 != 0) {
            throw new UnexpectedReplyException("Redis sent incomplete changes of the members");
        }
        list.ifPresentOrElse(all -> unpack(all, changed), () -> changed.putAll(nodes));
        for (int i = 2; i < parts.size(); i += 2) {
            String nodeId = Utf8.text(ReplyReader.bytes(parts.get(i)));
            ReplyReader.optionalBytes(parts.get(i + 1))
                    .ifPresentOrElse(
                            metadata -> changed.put(nodeId, new Member(nodeId, metadata)),
                            () -> changed.remove(nodeId));
        }
        return new MemberSnapshot(current, changed);
    }

    private static void unpack(byte[] list, Map<String, Member> nodes) {
        Netstrings in = new Netstrings(list);
        try {
            while (in.hasNext()) {
                String nodeId = Utf8.text(in.next());
                nodes.put(nodeId, new Member(nodeId, in.next()));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnexpectedReplyException("Redis sent a list of members that is not well-formed");
        }
    }
}
