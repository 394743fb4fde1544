// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.server.RestartableServer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.JedisClientConfig;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis://h:1,                     redis://h:1",
        "redis://h,                       redis://h",
        "redis://h:,                      redis://h:",
        "rediss://h:1/3?protocol=2,       rediss://h:1/3",
        "REDIS://h:1/,                    REDIS://h:1/",
        "redis://user:secret@h:1/0,       redis://***@h:1/0",
        "redis://:secret@h:1?protocol=3,  redis://***@h:1",
        "redis://user:se%40cret@h,        redis://***@h",
        "redis://:sec@ret@h:1,            redis://***@h:1",
        "redis://:secret@redis_redis:1,   redis://***@redis_redis:1",
        "redis://:secret@[::1]:1,         redis://***@[::1]:1",
        "redis://a=secret:1,              redis://***",
    })
    void showsTheServerWithoutUserInfo(String uri, String shown) {
        RedisAddress address = address(URI.create(uri));

        assertThat(address).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://redis_redis:6379,        redis_redis",
        "redis://tilde~host,              tilde~host",
        "redis://a!$&'()*+;=b,            a!$&'()*+;=b",
        "redis://%72edis%2Dhost:1,        redis-host",
        "redis://h%C3%BCgel,              hügel",
        "redis://127.0.0.1:1,             127.0.0.1",
        "redis://[::1]:1,                 [::1]",
        "redis://[fe80::1%25eth0]:1,      [fe80::1%eth0]",
        "redis://[fe80::1%eth0]:1,        [fe80::1%eth0]",
    })
    void acceptsEveryKindOfHost(String uri, String host) {
        assertThat(address(URI.create(uri)).server().getHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h,        6379",
        "redis://h:,       6379",
        "redis://h:/1,     6379",
        "redis://h:1,      1",
        "redis://h:006380, 6380",
        "redis://h:65535,  65535",
        "redis://h_h:65535,  65535",
    })
    void acceptsPortsFrom1To65535AndHasADefault(String uri, int port) {
        assertThat(address(URI.create(uri)).server().getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "user:password,          user,         password",
        ":password,              ,             password",
        "user:,                  user,         ''",
        ":,                      ,             ''",
        "svc%3Abilling:pw,       svc:billing,  pw",
        "user:a:b,               user,         a:b",
        "user:a%3Ab,             user,         a:b",
        "user:a@b,               user,         a@b",
        "user:a%40b,             user,         a@b",
        "u%40ser:a%2Fb%3F%23,    u@ser,        a/b?#",
        "user:a+b%2Bc%20d,       user,         a+b+c d",
        "us%C3%A9r:%E2%82%AC,    usér,         €",
        "usér:€,                 usér,         €",
        "user:%2540,             user,         %40",
    })
    void splitsTheUserInfoBeforeItDecodesIt(String userInfo, String user, String password) {
        JedisClientConfig config =
                address(URI.create("redis://" + userInfo + "@h")).config(ConnectionSettings.DEFAULTS);

        assertThat(config.getUser()).isEqualTo(user);
        assertThat(config.getPassword()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h:1#secret,              'no fragment',                                         redis://h:1",
        "http://h:1,                      'the scheme redis, rediss, redis-sentinel or rediss-sentinel', http://h:1",
        "h:1,                             'the scheme redis, rediss, redis-sentinel or rediss-sentinel', h:***",
        "secret,                          'the scheme redis, rediss, redis-sentinel or rediss-sentinel', ***",
        "//:secret@h,                     'the scheme redis, rediss, redis-sentinel or rediss-sentinel', //***@h",
        "redis//:secret@h,                'the scheme redis, rediss, redis-sentinel or rediss-sentinel', ***",
        "redis-cluster://:secret@h/m,    'the scheme redis, rediss, redis-sentinel or rediss-sentinel', redis-cluster://***@h/m",
        "redis:user:secret@h,             a host,                                                redis:***",
        "redis:///0,                      a host,                                                redis://***",
        "redis://:1,                      a host,                                                redis://:***",
        "redis://u:secret@,               a host,                                                redis://***@***",
        "redis://u:secret@:1,             a host,                                                redis://***@:***",
        "redis://::1:1,                   a host,                                                redis://:***",
        "redis://h%00.example,            a host,                                                redis://h%00.example",
        "redis://h%20h,                   a host,                                                redis://h%20h",
        "redis://h%FF,                    percent-encoded UTF-8 in its host,                     redis://h%FF",
        "redis://h:0,                     a port from 1 to 65535,                                redis://h:***",
        "redis://h:00,                    a port from 1 to 65535,                                redis://h:***",
        "redis://h:65536,                 a port from 1 to 65535,                                redis://h:***",
        "redis://h:99999999999,           a port from 1 to 65535,                                redis://h:***",
        "redis://h:1:1,                   a port from 1 to 65535,                                redis://h:***",
        "redis://h:-1,                    a port from 1 to 65535,                                redis://h:***",
        "redis://user:secret,             a port from 1 to 65535,                                redis://user:***",
        "redis://user:secret/0,           a port from 1 to 65535,                                redis://user:***",
        "redis://user:1234567,            a port from 1 to 65535,                                redis://user:***",
        "redis://secret@h:1,              user:password or :password before the host,            redis://***@h:1",
        "redis://@h:1,                    user:password or :password before the host,            redis://***@h:1",
        "redis://:secret%FF@h,            percent-encoded UTF-8 in its user info,                redis://***@h",
        "redis://:secret%C3@h,            percent-encoded UTF-8 in its user info,                redis://***@h",
        "redis://:secret@h:1/x,           'no path, or a database number as its path',          redis://***@h:1/x",
        "redis://:secret@h:1/0/1,         'no path, or a database number as its path',          redis://***@h:1/0/1",
        "redis://h/9999999999,            'no path, or a database number as its path',          redis://h/9999999999",
        "redis://h?protocol=4,            no query other than protocol=2 or protocol=3,          redis://h",
        "redis://h?,                      no query other than protocol=2 or protocol=3,          redis://h",
        "redis://h?password=secret,       no query other than protocol=2 or protocol=3,          redis://h",
        "redis://h?password=x@secret,     '/, ? and # percent-encoded in its user info',         redis://***",
        "redis://:sec/ret@h,              '/, ? and # percent-encoded in its user info',         redis://***@h",
        "redis://:sec?ret@h,              '/, ? and # percent-encoded in its user info',         redis://***",
        "redis://:sec#ret@h,              '/, ? and # percent-encoded in its user info',         redis://***",
        "redis://u:1#secret@h,            '/, ? and # percent-encoded in its user info',         redis://***",
        "redis://u:1/secret@h:1,          '/, ? and # percent-encoded in its user info',         redis://***@h:1",
        "redis://h:1/0=secret,            'no path, or a database number as its path',          redis://h:1/***",
    })
    void refusesInvalidUrisWithoutShowingSecrets(String uri, String rule, String shown) {
        assertThatThrownBy(() -> RedisCoordination.connect(URI.create(uri), "ns"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri must have " + rule + ", but was " + shown)
                .hasNoCause();
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatThrownBy(() -> RedisCoordination.connect(null, "ns"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("uri must not be null");
    }

    @Test
    void handlesShowTheServerWithoutCredentials() {
        try (DistributedCoordination handle =
                RedisCoordination.connect(URI.create("redis://user:secret@localhost:1/0"), "ns")) {

            assertThat(handle).hasToString("RedisCoordination[namespace=ns, server=redis://***@localhost:1/0]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"svc%3Abilling:p%3A@w/", "svc%3Abilling:p:%40w%2F"})
    void logsInToAServerAsTheUserOfTheUri(String userInfo) {
        String encoded = userInfo.replace("/", "%2F");
        try (RestartableServer server = RestartableServer.start("user svc:billing on >p:@w/ ~* &* +@all");
                DistributedCoordination handle = RedisCoordination.connect(
                        URI.create("redis://" + encoded + "@loc%61lhost:" + server.port()), "ns")) {
            handle.cache().setText("key", "value");

            assertThat(handle.cache().getText("key")).contains("value");
        }
    }

    private static RedisAddress address(URI uri) {
        return (RedisAddress) ServerUri.of(uri);
    }
}
