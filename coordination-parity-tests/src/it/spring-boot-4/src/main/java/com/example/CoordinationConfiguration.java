package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryCoordination;
import dev.coordination.redis.RedisCoordination;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration
class CoordinationConfiguration {

    @Bean
    @Profile("!dev")
    DistributedCoordination redis(@Value("${redis.uri}") URI uri) {
        return RedisCoordination.connect(uri, "reports");
    }

    @Bean
    @Profile("dev")
    DistributedCoordination memory() {
        return MemoryCoordination.create();
    }
}
