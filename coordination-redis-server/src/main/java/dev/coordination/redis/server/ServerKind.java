// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import java.net.URI;

/**
 * How the servers behind a URI work together.
 *
 * @since 0.1.0
 */
public enum ServerKind {

    /** A single server: {@code redis://host:port}. */
    STANDALONE,

    /** Sentinels that watch over a master and its replicas: {@code redis-sentinel://host:port,host:port/master}. */
    SENTINEL,

    /** A cluster: {@code redis-cluster://host:port,host:port}. */
    CLUSTER;

    /** Returns the kind that the scheme of a URI stands for. */
    static ServerKind of(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.endsWith("-sentinel")) {
            return SENTINEL;
        }
        return scheme.endsWith("-cluster") ? CLUSTER : STANDALONE;
    }
}
