// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
        "redis://h:1,                     redis://h:1",
        "redis://h,                       redis://h",
        "rediss://h:1/3?protocol=2,       rediss://h:1/3",
        "REDIS://h:1/,                    REDIS://h:1/",
        "redis://user:secret@h:1/0,       redis://***@h:1/0",
        "redis://:secret@h:1?protocol=3,  redis://***@h:1",
        "redis://user:se%40cret@h,        redis://***@h",
    })
    void showsTheServerWithoutUserInfo(String uri, String shown) {
        RedisAddress address = RedisAddress.of(URI.create(uri));

        assertThat(address).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1,                      the scheme redis or rediss,                            http://h:1",
        "h:1,                             the scheme redis or rediss,                            h:***",
        "//:secret@h,                     the scheme redis or rediss,                            //***@h",
        "redis:user:secret@h,             a host,                                                redis:***",
        "redis://:sec@ret@h:1,            a host,                                                redis://***@h:1",
        "redis://h:65536,                 a port of at most 65535,                               redis://h:65536",
        "redis:///0,                      a host,                                                redis:***",
        "redis://secret@h:1,              user:password or :password before the host,            redis://***@h:1",
        "redis://:secret@h:1/x,           'no path, or a database number as its path',          redis://***@h:1/x",
        "redis://:secret@h:1/0/1,         'no path, or a database number as its path',          redis://***@h:1/0/1",
        "redis://h/9999999999,            'no path, or a database number as its path',          redis://h/9999999999",
        "redis://h?protocol=4,            no query other than protocol=2 or protocol=3,          redis://h",
        "redis://h?password=secret,       no query other than protocol=2 or protocol=3,          redis://h",
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
}
