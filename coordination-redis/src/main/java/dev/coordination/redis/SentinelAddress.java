// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * The addresses of sentinels, the name of the master that they watch, and the credentials for that master, parsed from
 * {@code redis[s]-sentinel://[[user]:password@]host[:port][,host[:port]...]/master[/db][?protocol=2|3]}.
 */
final class SentinelAddress extends ServerUri {

    private static final int DEFAULT_PORT = 26_379;
    private static final Pattern PATH = Pattern.compile("/([^/]+)(?:/([0-9]{0,9}))?");

    private final Set<HostAndPort> sentinels = new LinkedHashSet<>();
    private final String master;
    private final int database;

    SentinelAddress(UriParts uri) {
        super(uri, uri.scheme().equals("rediss-sentinel"));
        for (String sentinel : uri.servers().split(",", -1)) {
            sentinels.add(HostPort.parse(sentinel, DEFAULT_PORT, uri));
        }
        Matcher path = PATH.matcher(uri.path());
        if (!path.matches()) {
            throw uri.mustHave("the name of the master as its path, and perhaps a database number after it");
        }
        master = PercentEncoding.decode(path.group(1), "path", uri);
        database = path.group(2) == null || path.group(2).isEmpty() ? 0 : Integer.parseInt(path.group(2));
    }

    Set<HostAndPort> sentinels() {
        return sentinels;
    }

    String master() {
        return master;
    }

    @Override
    int database() {
        return database;
    }

    @Override
    PoolSource source(ConnectionSettings settings) {
        JedisVersion.checkForSentinel();
        SentinelPool pool = new SentinelPool(() -> new SentineledConnectionProvider(
                master,
                config(settings),
                poolConfig(settings),
                sentinels,
                plainConfig(settings).protocol(RedisProtocol.RESP2).build()));
        return new SingleMaster(pool::pool, pool::close);
    }
}
