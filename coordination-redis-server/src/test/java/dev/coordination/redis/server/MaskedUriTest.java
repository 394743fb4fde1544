// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedUriTest {

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379,            redis://localhost:6379",
        "redis://localhost,                 redis://localhost",
        "redis://localhost:6379/3,          redis://localhost:6379/3",
        "redis://[::1]:6379/3,              redis://[::1]:6379/3",
        "redis://secret@localhost:6379/3,   redis://***@localhost:6379/3",
        "redis://:secret@localhost,         redis://***@localhost",
        "rediss://u:secret@db.example:1,    rediss://***@db.example:1",
        "redis://u:sec@ret@db.example,      redis://***@db.example",
        "redis://u:s/e?c#ret@db.example,    redis://***@db.example",
        "u:secret@db.example,               ***@db.example",
        "redis://h:1/0?password=secret,     redis://h:1/0?***",
        "redis://u:secret@h:1/0?p=secret,   redis://***@h:1/0?***",
        "redis://u:secret,                  redis://u:***",
        "redis://u:secret/0,                redis://u:***",
        "u:secret,                          u:***",
        "anything,                          anything",
        "'',                                ''"
    })
    void masksCredentialsAndQueriesAndNothingElse(String uri, String shown) {
        assertThat(MaskedUri.of(uri)).isEqualTo(shown);
    }
}
