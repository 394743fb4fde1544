package com.example;

import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

/** The clock and the backend of all tests that share the application context. */
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

    /** Also sets the clock, because cron expressions would use the real clock otherwise. */
    @Bean
    TaskScheduler taskScheduler(FakeClock clock) {
        ConcurrentTaskScheduler scheduler = new ConcurrentTaskScheduler(clock.scheduler());
        scheduler.setClock(clock);
        return scheduler;
    }
}
