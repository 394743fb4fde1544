// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** A handle with a namespace of its own, and access to the keys of that namespace without the adapter. */
final class TestNamespace implements AutoCloseable {

    final DistributedCoordination handle;

    private final String name = RedisExtension.uniqueNamespace();
    private final Connection admin;

    private final RestartableServer server;

    TestNamespace(RestartableServer server) {
        this.server = server;
        handle = RedisCoordination.connect(server.uri(), name);
        admin = server.connection();
    }

    private byte[] full(String key) {
        return Utf8.bytes(name + ":" + key);
    }

    /** Returns the names that a handle uses. */
    Namespace names() {
        return Namespace.of(name);
    }

    /** Runs a script without a handle. */
    @Nullable
    Object run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        return script.run(new Sender(admin, false), keys, arguments);
    }

    /** Returns the prefix of the keys of the membership, without the namespace. */
    String membership() {
        return "{" + name + ":m}:";
    }

    /** Returns the key of the index of the members, without the namespace. */
    String nodeIndex() {
        return membership() + "i";
    }

    /** Returns the key of a member, without the namespace. */
    String node(String nodeId) {
        return membership() + "n:" + nodeId;
    }

    void set(String key, String value) {
        admin.sendCommand(Command.SET, full(key), Utf8.bytes(value));
        assertThat(admin.getStatusCodeReply()).isEqualTo("OK");
    }

    Optional<byte[]> get(String key) {
        admin.sendCommand(Command.GET, full(key));
        return Optional.ofNullable(admin.getBinaryBulkReply());
    }

    /** Deletes an existing key. */
    void delete(String key) {
        admin.sendCommand(Command.DEL, full(key));
        assertThat(admin.getIntegerReply()).isEqualTo(1);
    }

    void expireIfPresent(String key) {
        admin.sendCommand(Command.PEXPIRE, full(key), Utf8.bytes(0));
        assertThat(admin.getIntegerReply()).isBetween(0L, 1L);
    }

    void deleteIfPresent(String key) {
        admin.sendCommand(Command.DEL, full(key));
        assertThat(admin.getIntegerReply()).isBetween(0L, 1L);
    }

    /** Returns the keys of the namespace that match a glob, without the namespace. */
    List<String> keys(String glob) {
        admin.sendCommand(Command.KEYS, full(glob));
        return admin.getBinaryMultiBulkReply().stream()
                .map(key -> Utf8.text(key).substring(name.length() + 1))
                .toList();
    }

    /** Lets time pass for the keys of the namespace. */
    void pass(Duration time) {
        for (String key : keys("*")) {
            long left = millisLeft(key);
            if (left >= 0) {
                admin.sendCommand(Command.PEXPIRE, full(key), Utf8.bytes(left - time.toMillis()));
                assertThat(admin.getIntegerReply()).isEqualTo(1);
            }
        }
    }

    /** Returns another handle on the same namespace. */
    DistributedCoordination connect() {
        return RedisCoordination.connect(server.uri(), name);
    }

    /** Makes an existing key expire. */
    void expire(String key) {
        admin.sendCommand(Command.PEXPIRE, full(key), Utf8.bytes(0));
        assertThat(admin.getIntegerReply()).isEqualTo(1);
    }

    /** Returns the TTL of a key, or a negative number if it has none. */
    long millisLeft(String key) {
        admin.sendCommand(Command.PTTL, full(key));
        return admin.getIntegerReply();
    }

    /** Returns the members of a set; an absent key counts as an empty set. */
    List<String> members(String key) {
        admin.sendCommand(Command.SMEMBERS, full(key));
        return admin.getBinaryMultiBulkReply().stream().map(Utf8::text).toList();
    }

    @Override
    public void close() {
        handle.close();
        admin.close();
    }
}
