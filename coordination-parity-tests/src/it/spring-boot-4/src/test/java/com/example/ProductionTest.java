package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = "scheduling.enabled=false")
class ProductionTest {

    @Test
    void usesRedis(@Autowired DistributedCoordination coordination) {
        assertThat(coordination).hasToString("RedisCoordination[namespace=reports, server=redis://localhost:6379]");
    }
}
