// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** A handle with a namespace of its own, and access to the keys of that namespace without the adapter. */
final class TestNamespace implements AutoCloseable {

    final DistributedCoordination handle;

    private final String name = RedisExtension.uniqueNamespace();
    private final Connection admin;

    TestNamespace(RestartableServer server) {
        handle = RedisCoordination.connect(server.uri(), name);
        admin = server.connection();
    }

    private byte[] full(String key) {
        return Utf8.bytes(name + ":" + key);
    }

    /** Returns the key of the index of the members, without the namespace. */
    String nodeIndex() {
        return "{" + name + ":m}:i";
    }

    /** Returns the key of a member, without the namespace. */
    String node(String nodeId) {
        return "{" + name + ":m}:n:" + nodeId;
    }

    void set(String key, String value) {
        admin.sendCommand(Command.SET, full(key), Utf8.bytes(value));
        assertThat(admin.getStatusCodeReply()).isEqualTo("OK");
    }

    /** Deletes an existing key. */
    void delete(String key) {
        admin.sendCommand(Command.DEL, full(key));
        assertThat(admin.getIntegerReply()).isEqualTo(1);
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
