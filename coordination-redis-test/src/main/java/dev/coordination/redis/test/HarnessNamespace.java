// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The namespace of a harness: the keys with its prefix, and the connections with its name. */
record HarnessNamespace(String name) {

    private static final int BATCH = 1_000;

    static HarnessNamespace random() {
        return new HarnessNamespace("harness-" + UUID.randomUUID());
    }

    /** Returns the glob that matches the keys. A name contains no characters that are special in a glob. */
    String glob() {
        return name + ":*";
    }

    /** Removes the keys of this namespace and no others. */
    void removeKeys(RedisNodes nodes) {
        nodes.onMasters(this::removeKeys);
    }

    /** Removes the keys one by one, because the nodes of a cluster accept no command with keys of several slots. */
    private long removeKeys(Jedis master) {
        long removed = 0;
        ScanParams page = new ScanParams().match(glob()).count(BATCH);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<byte[]> keys = master.scan(cursor.getBytes(UTF_8), page);
            try (Pipeline pipeline = master.pipelined()) {
                List<Response<Long>> replies =
                        keys.getResult().stream().map(pipeline::unlink).toList();
                pipeline.sync();
                removed += replies.stream().mapToLong(Response::get).sum();
            }
            cursor = keys.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return removed;
    }

    /** Makes every server close the connections with this name that have subscriptions, which replicas may have too. */
    void killSubscriptions(RedisNodes nodes) {
        nodes.onAll(this::killSubscriptions);
    }

    private long killSubscriptions(Jedis server) {
        long killed = 0;
        Matcher connection = ownConnection().matcher(server.clientList(ClientType.PUBSUB));
        while (connection.find()) {
            killed += server.clientKill(new ClientKillParams().id(connection.group(1)));
        }
        return killed;
    }

    private Pattern ownConnection() {
        return Pattern.compile("^id=(\\d+) .*\\bname=" + Pattern.quote(name) + " ", Pattern.MULTILINE);
    }
}
