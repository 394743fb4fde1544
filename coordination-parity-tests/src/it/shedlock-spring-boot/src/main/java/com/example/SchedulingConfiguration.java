package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.redis.RedisCoordination;
import dev.coordination.shedlock.CoordinationLockProvider;
import java.net.URI;
import java.time.Clock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "10m")
class SchedulingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DistributedCoordination coordination(@Value("${redis.uri}") URI uri) {
        return RedisCoordination.connect(uri, "cleanup");
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CoordinationLockProvider lockProvider(DistributedCoordination coordination, Clock clock) {
        return new CoordinationLockProvider(coordination, clock);
    }
}
