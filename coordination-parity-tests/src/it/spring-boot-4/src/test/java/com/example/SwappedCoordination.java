package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.MemoryCoordination;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@TestConfiguration
class SwappedCoordination {

    /** Holds the coordination of the running test. Before the first test, it holds the one with which the context starts. */
    @Bean
    HotSwappableTargetSource target() {
        return new HotSwappableTargetSource(MemoryCoordination.create());
    }

    @Bean
    @Primary
    DistributedCoordination coordination(HotSwappableTargetSource target) {
        return (DistributedCoordination) ProxyFactory.getProxy(DistributedCoordination.class, target);
    }
}
