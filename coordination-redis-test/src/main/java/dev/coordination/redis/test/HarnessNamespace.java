// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
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
    void removeKeys(RedisClient client) {
        ScanParams page = new ScanParams().match(glob()).count(BATCH);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<byte[]> keys = client.scan(cursor.getBytes(UTF_8), page);
            if (!keys.getResult().isEmpty()) {
                client.unlink(keys.getResult().toArray(byte[][]::new));
            }
            cursor = keys.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    /** Makes the server close the connections with this name that have subscriptions. */
    void killSubscriptions(RedisClient client) {
        try (Jedis jedis = new Jedis(client.getPool().getResource())) {
            Matcher connection = ownConnection().matcher(jedis.clientList(ClientType.PUBSUB));
            while (connection.find()) {
                jedis.clientKill(new ClientKillParams().id(connection.group(1)));
            }
        }
    }

    private Pattern ownConnection() {
        return Pattern.compile("^id=(\\d+) .*\\bname=" + Pattern.quote(name) + " ", Pattern.MULTILINE);
    }
}
