// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis://h,                       h,               6379",
        "redis://h:,                      h,               6379",
        "redis://h:1,                     h,               1",
        "redis://h:0065535,               h,               65535",
        "redis://redis_redis:1,           redis_redis,     1",
        "redis://%72edis~1:1,             redis~1,         1",
        "redis://u:p@[::1]:1,             [::1],           1",
        "redis://[fe80::1%25eth0],        [fe80::1%eth0],  6379",
    })
    void readsTheHostAndThePort(URI uri, String host, int port) {
        assertThat(ServerAddress.of(uri).hostAndPort()).isEqualTo(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "user:password,          user,         password",
        ":password,              ,             password",
        "user:,                  user,         ''",
        "svc%3Abilling:pw,       svc:billing,  pw",
        "user:a:b%3A@%40+%2B%2F, user,         a:b:@@++/",
        "us%C3%A9r:%E2%82%AC,    usér,         €",
    })
    void splitsTheUserInfoBeforeItDecodesIt(String userInfo, String user, String password) {
        JedisClientConfig config = ServerAddress.of(URI.create("redis://" + userInfo + "@h_h"))
                .clientConfig()
                .build();

        assertThat(config.getUser()).isEqualTo(user);
        assertThat(config.getPassword()).isEqualTo(password);
    }

    @Test
    void readsTheDatabaseTheProtocolAndWhetherToUseTls() {
        JedisClientConfig config = ServerAddress.of(URI.create("REDISS://h/12?protocol=2"))
                .clientConfig()
                .build();
        JedisClientConfig plain =
                ServerAddress.of(URI.create("redis://h/")).clientConfig().build();

        assertThat(config.getDatabase()).isEqualTo(12);
        assertThat(config.getRedisProtocol()).isEqualTo(RedisProtocol.RESP2);
        assertThat(config.getSslOptions()).isNotNull();
        assertThat(plain.getDatabase()).isZero();
        assertThat(plain.getRedisProtocol()).isNull();
        assertThat(plain.getSslOptions()).isNull();
        assertThat(plain.isSsl()).isFalse();
        assertThat(plain.getPassword()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h,                        the scheme redis or rediss,                      http://h",
        "redis:///0,                      a host,                                          redis://***",
        "redis://h%00,                    a host,                                          redis://h%00",
        "redis://h%FF,                    percent-encoded UTF-8,                           redis://h%FF",
        "redis://:secret%FF@h,            percent-encoded UTF-8,                           redis://***@h",
        "redis://:secret@h:0,             a port from 1 to 65535,                          redis://***@h:***",
        "redis://h:65536,                 a port from 1 to 65535,                          redis://h:***",
        "redis://user:secret,             a port from 1 to 65535,                          redis://user:***",
        "redis://user@h,                  user:password or :password before the host,      redis://***@h",
        "redis://:sec/ret@h,              '/, ? and # percent-encoded in its user info',   redis://***@h",
        "redis://u:1#secret@h,            '/, ? and # percent-encoded in its user info',   redis://***",
        "redis://h#secret,                no fragment,                                     redis://h#***",
        "redis://h/a,                     'no path, or a database number as its path',     redis://h/a",
        "redis://h?protocol=4,            no query other than protocol=2 or protocol=3,    redis://h?***",
    })
    void refusesInvalidUrisWithoutShowingSecrets(String uri, String rule, String shown) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ServerAddress.of(URI.create(uri)))
                .withMessage("uri must have " + rule + ", but was " + shown)
                .withNoCause();
    }

    @Test
    void showsNoSecret() {
        assertThat(ServerAddress.of(URI.create("redis://user:secret@h_h:1/0?protocol=3")))
                .hasToString("redis://***@h_h:1/0?***");
    }
}
