// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
        "redis://u:sec/ret@db.example,      redis://***@db.example",
        "redis://u:s/e?c#ret@db.example,    redis://***",
        "redis://u:se#cret@db.example,      redis://***",
        "redis://h?password=x@secret,       redis://***",
        "redis:u:secret@h,                  ***@h",
        "redis:u:secret,                    redis:***",
        "redis://redis_redis:6379,          redis://redis_redis:6379",
        "redis://u:12345678,                redis://u:***",
        "redis://:12345,                    redis://:***",
        "redis://h:6379secret/1,            redis://h:***",
        "redis://h:1/0password=secret,      redis://h:1/***",
        "redis://h:1/0#secret,              redis://h:1/0#***",
        "'redis-sentinel://:secret@h1:1,h2/m/0', 'redis-sentinel://***@h1:1,h2/m/0'",
        "'redis-sentinel://h1:secret,h2/m/0',  redis-sentinel://h1:***",
        "'',                                ''",
        "' ',                               ' '",
        "u:secret@db.example,               ***@db.example",
        "redis://h:1/0?password=secret,     redis://h:1/0?***",
        "redis://u:secret@h:1/0?p=secret,   redis://***@h:1/0?***",
        "redis://u:secret,                  redis://u:***",
        "redis://u:secret/0,                redis://u:***",
        "u:secret,                          u:***",
        "anything,                          anything",
    })
    void masksCredentialsQueriesAndWhatIsNotRecognized(String uri, String shown) {
        assertThat(MaskedUri.of(uri)).isEqualTo(shown);
    }

    @Test
    void masksThePasswordOfAUriInWhichOneCharacterIsWrong() {
        Random random = new Random(20);
        String password = "SeCrEt";
        for (int i = 0; i < 20_000; i++) {
            String uri = List.of("redis://", "rediss://", "redis:", "").get(random.nextInt(4))
                    + "user:" + around(password, random) + "@"
                    + List.of("host", "redis_redis", "[::1]", "127.0.0.1", "h1:1,h2")
                            .get(random.nextInt(5))
                    + List.of("", ":", ":6379", ":0", ":65536").get(random.nextInt(5))
                    + List.of("", "/", "/1", "/main/0").get(random.nextInt(4))
                    + List.of("", "?password=" + password, "?" + password + "=@", "#x")
                            .get(random.nextInt(4));
            String wrong = withOneChange(uri, random);

            assertThat(MaskedUri.of(wrong)).as(wrong).doesNotContain(password);
        }
    }

    private static String around(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        for (int left = random.nextInt(4); left > 0; left--) {
            result.insert(random.nextBoolean() ? 0 : result.length(), "a1:?#[]%&= +".charAt(random.nextInt(12)));
        }
        return result.toString();
    }

    private static String withOneChange(String uri, Random random) {
        int at = random.nextInt(uri.length());
        String other = String.valueOf(":/@?#[]%=& 0a".charAt(random.nextInt(13)));
        return switch (random.nextInt(3)) {
            case 0 -> uri.substring(0, at) + uri.substring(at + 1);
            case 1 -> uri.substring(0, at) + other + uri.substring(at);
            default -> uri.substring(0, at) + other + uri.substring(at + 1);
        };
    }
}
