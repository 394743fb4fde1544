// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import java.net.URI;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** Matches keys with {@code KEYS} on a server, many patterns in one pipeline. */
final class ServerKeys implements Matcher {

    private final RedisClient client;
    private final PrefixedNames names;

    ServerKeys(URI server, List<String> names) {
        this.client = PatientClient.of(server);
        this.names = new PrefixedNames(names);
        try (Pipeline pipeline = client.pipelined()) {
            for (byte[] name : this.names.all()) {
                var unused = pipeline.set(name, new byte[0]);
            }
        }
    }

    @Override
    public List<BitSet> matches(List<String> patterns) {
        try (Pipeline pipeline = client.pipelined()) {
            List<Response<Set<byte[]>>> answers = patterns.stream()
                    .map(pattern -> pipeline.keys(names.onServer(pattern)))
                    .toList();
            pipeline.sync();
            return answers.stream().map(this::indices).toList();
        }
    }

    private BitSet indices(Response<Set<byte[]>> answer) {
        BitSet indices = new BitSet(names.count());
        try {
            answer.get().forEach(name -> indices.set(names.index(name)));
        } catch (JedisDataException e) {
            indices.set(names.count());
        }
        return indices;
    }

    @Override
    public void close() {
        client.unlink(names.all());
        client.close();
    }
}
