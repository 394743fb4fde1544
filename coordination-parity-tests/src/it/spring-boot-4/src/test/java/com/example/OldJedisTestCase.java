package com.example;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Runs with the Jedis that Spring Boot 3.5 manages. */
class OldJedisTestCase {

    @Test
    void isRefusedWithAMessageThatSaysWhatToDo() {
        assertThatThrownBy(() -> RedisCoordination.connect(URI.create("redis://localhost"), "reports"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("coordination-redis needs Jedis 7.0 or later, but found 6.0.0: set the version of"
                        + " redis.clients:jedis; in a Maven project with Spring Boot's parent, set the property jedis.version");
    }
}
