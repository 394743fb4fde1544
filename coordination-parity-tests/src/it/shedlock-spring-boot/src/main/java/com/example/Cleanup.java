package com.example;

import dev.coordination.shedlock.CoordinationLockProvider;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Cleans up each hour, on one node. */
@Component
public class Cleanup {

    private final Archive archive;
    private final CoordinationLockProvider locks;

    Cleanup(Archive archive, CoordinationLockProvider locks) {
        this.archive = archive;
        this.locks = locks;
    }

    @Scheduled(cron = "0 0 * * * *", zone = "UTC")
    @SchedulerLock(name = "cleanup", lockAtMostFor = "90m", lockAtLeastFor = "5m")
    public void run() {
        LockAssert.assertLocked();
        archive.cleanUp(locks.fencingToken("cleanup").orElseThrow());
    }
}
