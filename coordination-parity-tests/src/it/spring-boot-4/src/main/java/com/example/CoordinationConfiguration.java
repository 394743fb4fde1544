package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CoordinationConfiguration {

    @Bean
    DistributedCoordination redis(@Value("${redis.uri}") URI uri) {
        return RedisCoordination.connect(uri, "reports");
    }
}
