// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

class SentinelAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis-sentinel://h/m,                            h:26379,                     m,    0",
        "redis-sentinel://h1:1/m,                         h1:1,                        m,    0",
        "'redis-sentinel://h1:1,h2:2,h3:3/my-master/7',     h1:1;h2:2;h3:3,              my-master, 7",
        "'redis-sentinel://h1:1,h2,h3:3/m/',                h1:1;h2:26379;h3:3,          m,    0",
        "'redis-sentinel://h_1,h_2/m',                      h_1:26379;h_2:26379,         m,    0",
        "redis-sentinel://[::1]:1/m,                      [::1]:1,                     m,    0",
        "redis-sentinel://u:p@h/m%2Fx%20y/0,              h:26379,                     m/x y, 0",
        "REDIS-SENTINEL://h/M,                            h:26379,                     M,    0",
        "rediss-sentinel://h/m,                           h:26379,                     m,    0",
    })
    void parsesSentinelsMasterAndDatabase(String uri, String sentinels, String master, int database) {
        SentinelAddress address = (SentinelAddress) ServerUri.of(URI.create(uri));

        assertThat(address.sentinels())
                .containsExactlyElementsOf(List.of(sentinels.split(";")).stream()
                        .map(HostAndPort::from)
                        .toList());
        assertThat(address.master()).isEqualTo(master);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.usesTls()).isEqualTo(uri.startsWith("rediss"));
    }

    @ParameterizedTest
    @CsvSource({
        "'redis-sentinel://svc%3Abilling:p%40w@h1,h2/m', svc:billing, p@w",
        "redis-sentinel://:secret@h1/m, , secret",
    })
    void theCredentialsAreThoseOfTheMaster(String uri, String user, String password) {
        JedisClientConfig config = ServerUri.of(URI.create(uri)).config(ConnectionSettings.DEFAULTS);

        assertThat(config.getUser()).isEqualTo(user);
        assertThat(config.getPassword()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "redis-sentinel://:secret@h,           'the name of the master as its path, and perhaps a database number after it', redis-sentinel://***@h",
        "redis-sentinel://:secret@h/,          'the name of the master as its path, and perhaps a database number after it', redis-sentinel://***@h/",
        "redis-sentinel://:secret@h//0,        'the name of the master as its path, and perhaps a database number after it', redis-sentinel://***@h//0",
        "redis-sentinel://:secret@h/m/x,       'the name of the master as its path, and perhaps a database number after it', redis-sentinel://***@h/m/x",
        "redis-sentinel://:secret@h/m/0/0,     'the name of the master as its path, and perhaps a database number after it', redis-sentinel://***@h/m/0/0",
        "'redis-sentinel://:secret@h1,,h2/m',  a host,                                                                       'redis-sentinel://***@h1,***'",
        "'redis-sentinel://:secret@h1,h2:0/m', a port from 1 to 65535,                                                       'redis-sentinel://***@h1,h2:***'",
        "redis-sentinel:///m,                  a host,                                                                       redis-sentinel://***",
        "redis-sentinel://:sec/ret@h/m,        '/, ? and # percent-encoded in its user info',                                redis-sentinel://***@h/m",
        "redis-sentinel://secret@h/m,          user:password or :password before the host,                                   redis-sentinel://***@h/m",
        "redis-sentinel://h/m?db=1,            no query other than protocol=2 or protocol=3,                                 redis-sentinel://h/m",
    })
    void refusesInvalidUrisWithoutShowingSecrets(String uri, String rule, String shown) {
        assertThatThrownBy(() -> RedisCoordination.connect(URI.create(uri), "ns"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri must have " + rule + ", but was " + shown)
                .hasNoCause();
    }
}
