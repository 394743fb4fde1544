package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** One clock and one backend for all tests that share the context. */
@TestConfiguration
class FakeTime {

    @Bean
    FakeClock clock() {
        return FakeClock.create();
    }

    @Bean
    MemoryBackend backend(FakeClock clock) {
        return MemoryBackend.builder().clock(clock).build();
    }

    @Bean
    @Primary
    DistributedCoordination coordination(MemoryBackend backend) {
        return backend.connect();
    }

    /** The scheduler alone would leave cron expressions on the real clock. */
    @Bean
    TaskScheduler taskScheduler(FakeClock clock) {
        ConcurrentTaskScheduler scheduler = new ConcurrentTaskScheduler(clock.scheduler());
        scheduler.setClock(clock);
        return scheduler;
    }
}
