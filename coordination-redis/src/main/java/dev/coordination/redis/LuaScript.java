// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** The operations that have to execute several commands atomically. Each is a Lua script in the package of this class. */
enum LuaScript {
    ACQUIRE("acquire"),
    RENEW("renew"),
    RELEASE("release"),
    RELEASE_NODE("release-node"),
    REPLACE("replace"),
    DELETE_EXPECTED("delete-expected"),
    INCREMENT("increment"),
    PUBLISH("publish", false),
    REGISTER("register", "membership", true),
    HEARTBEAT("heartbeat", "membership", true),
    DEREGISTER("deregister", "membership", true),
    MEMBERS("members", "membership", false);

    private final boolean writes;
    private final boolean declaresAllKeys;
    private final byte[] source;
    private final byte[] sha1;

    LuaScript(String name) {
        this(name, true);
    }

    /**
     * Describes a script that uses only the keys that it is given.
     *
     * @param writes whether the script changes what callers see
     */
    LuaScript(String name, boolean writes) {
        this.writes = writes;
        declaresAllKeys = true;
        source = read(name + ".lua");
        sha1 = Utf8.bytes(HexFormat.of().formatHex(sha1(source)));
    }

    /**
     * Describes a script that begins with another file, and uses keys that are not among those that it is given.
     *
     * @param writes whether the script changes what callers see
     */
    LuaScript(String name, String prelude, boolean writes) {
        this.writes = writes;
        declaresAllKeys = false;
        source = Utf8.bytes(Utf8.text(read(prelude + ".lua")) + Utf8.text(read(name + ".lua")));
        sha1 = Utf8.bytes(HexFormat.of().formatHex(sha1(source)));
    }

    /** Returns whether the script uses only the keys that it is given, and no others of their slot. */
    boolean declaresAllKeys() {
        return declaresAllKeys;
    }

    /** Returns the digest by which servers know the script, in hexadecimal. */
    String sha1() {
        return Utf8.text(sha1);
    }

    /** Returns whether the script changes what callers see. */
    boolean writes() {
        return writes;
    }

    /**
     * Runs this script in one round trip, or in two if the server does not have it: a server loses its scripts when it
     * restarts, on {@code SCRIPT FLUSH}, and since Redis 7.4 by eviction. A server that does not have the script has run
     * nothing, so no write is repeated.
     */
    @Nullable
    Object run(Sender sender, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return sender.send(command(Command.EVALSHA, sha1, keys, arguments));
        } catch (JedisNoScriptException e) {
            return sender.send(command(Command.EVAL, source, keys, arguments));
        }
    }

    private static CommandArguments command(Command command, byte[] script, List<byte[]> keys, List<byte[]> arguments) {
        CommandArguments all = new CommandArguments(command).add(script).add(keys.size());
        keys.forEach(all::add);
        arguments.forEach(all::add);
        return all;
    }

    private static byte[] read(String file) {
        try (InputStream in = LuaScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the script " + file + " is missing from the package of " + LuaScript.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
