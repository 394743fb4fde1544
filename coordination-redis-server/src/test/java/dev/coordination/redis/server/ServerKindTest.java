// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerKindTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://h:1                       | STANDALONE",
                "rediss://u:p@h:1/2                | STANDALONE",
                "redis://redis-cluster:1           | STANDALONE",
                "redis-sentinel://h:1/main         | SENTINEL",
                "redis-sentinel://h:1,h:2/main/3   | SENTINEL",
                "rediss-sentinel://u:p@h:1,i:2/m   | SENTINEL",
                "redis-cluster://h:1               | CLUSTER",
                "redis-cluster://h:1,h:2,h:3       | CLUSTER",
                "rediss-cluster://u:p@h:1,h:2      | CLUSTER",
                "h                                 | STANDALONE"
            })
    void dependsOnTheSchemeAlone(URI uri, ServerKind kind) {
        assertThat(ServerKind.of(uri)).isEqualTo(kind);
    }
}
