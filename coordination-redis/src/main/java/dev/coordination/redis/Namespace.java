package dev.coordination.redis;

import dev.coordination.Arguments;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of one namespace on the server (G-04, G-07).
 *
 * <p>A namespace has no {@code :}, so no two overlap. What follows it differs by area, {@code c:}, {@code p:}, {@code {l:}
 * or {@code {m}}, and what surrounds a user's name has a fixed length, so no two names of an area share a key, whatever is in
 * them. Keys that one script touches share a hash tag. Nothing in a namespace or a prefix is special in a glob.
 */
final class Namespace {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String name;
    private final byte[] channelPrefix;

    private Namespace(String name) {
        this.name = name;
        this.channelPrefix = Utf8.bytes(name + ":p:");
    }

    static Namespace of(String name) {
        if (!ALLOWED.matcher(Arguments.notNull(name, "namespace")).matches()) {
            throw new IllegalArgumentException(
                    "namespace must be 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-', but was "
                            + Arguments.quoted(name));
        }
        return new Namespace(name);
    }

    byte[] key(String key) {
        return Utf8.bytes(name + ":c:" + key);
    }

    byte[] channel(String channel) {
        return Utf8.bytes(name + ":p:" + channel);
    }

    byte[] lease(String election) {
        return Utf8.bytes(name + ":{l:" + election + "}:h");
    }

    byte[] lastToken(String election) {
        return Utf8.bytes(name + ":{l:" + election + "}:t");
    }

    byte[] nodeIndex() {
        return Utf8.bytes(name + ":{m}:i");
    }

    byte[] node(String nodeId) {
        return Utf8.bytes(name + ":{m}:n:" + nodeId);
    }

    /** Returns what precedes a node id in {@link #node}. */
    byte[] nodePrefix() {
        return node("");
    }

    /**
     * Returns the channel or the pattern that the server names in full, or empty for one that this adapter would not make:
     * whoever shares the server can publish to any bytes.
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
