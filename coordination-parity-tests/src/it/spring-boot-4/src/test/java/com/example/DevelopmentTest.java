package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DevelopmentTest {

    @Test
    void needsNoServerAndIsClosedWithTheContext() {
        AtomicReference<DistributedCoordination> used = new AtomicReference<>();

        new ApplicationContextRunner()
                .withUserConfiguration(CoordinationConfiguration.class, NightlyReport.class)
                .withPropertyValues("spring.profiles.active=dev", "node.id=node-a")
                .run(context -> {
                    DistributedCoordination coordination = context.getBean(DistributedCoordination.class);
                    used.set(coordination);
                    context.getBean(NightlyReport.class).write();

                    assertThat(coordination).hasToString("in-memory coordination in real time");
                    assertThat(coordination.cache().getText("nightly:written-by")).contains("node-a");
                });

        assertThatExceptionOfType(CoordinationClosedException.class)
                .isThrownBy(() -> used.get().cache().get("nightly:written-by"));
    }
}
