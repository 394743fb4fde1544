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
        Optional<byte[]> list = ReplyReader.optionalBytes(parts.get(1));
        if (list.isEmpty() && version.isEmpty()) {
            throw new UnexpectedReplyException("Redis sent changes of the members, but not what they change");
        }
        Map<String, Member> changed = new LinkedHashMap<>();
        try {
            list.ifPresentOrElse(all -> unpack(all, changed), () -> changed.putAll(nodes));
            for (Object records : parts.subList(2, parts.size())) {
                apply(ReplyReader.bytes(records), changed);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnexpectedReplyException("Redis sent members or changes that are not well-formed");
        }
        return new MemberSnapshot(current, changed);
    }

    /** Reads a packed list, which begins with its version. */
    private static void unpack(byte[] list, Map<String, Member> nodes) {
        Netstrings in = new Netstrings(list);
        var unused = in.next();
        while (in.hasNext()) {
            String nodeId = Utf8.text(in.next());
            nodes.put(nodeId, new Member(nodeId, in.next()));
        }
    }

    /** Applies changes, each of which is a node, its metadata, and a stamp that begins with a sign. */
    private static void apply(byte[] records, Map<String, Member> nodes) {
        Netstrings in = new Netstrings(records);
        while (in.hasNext()) {
            String nodeId = Utf8.text(in.next());
            byte[] metadata = in.next();
            switch (in.next()[0]) {
                case '+' -> nodes.put(nodeId, new Member(nodeId, metadata));
                case '-' -> nodes.remove(nodeId);
                default -> throw new IllegalArgumentException("a stamp has no sign");
            }
        }
    }
}
