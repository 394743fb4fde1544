package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.spring.integration.CoordinationLockRegistry;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

@Configuration
class LockConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DistributedCoordination coordination(@Value("${redis.uri}") URI uri) {
        return RedisCoordination.connect(uri, "shop");
    }

    @Bean
    CoordinationLockRegistry lockRegistry(DistributedCoordination coordination, TaskScheduler scheduler) {
        CoordinationLockRegistry registry =
                new CoordinationLockRegistry(coordination, "orders", Duration.ofSeconds(30));
        registry.setRenewalTaskScheduler(scheduler);
        return registry;
    }
}
