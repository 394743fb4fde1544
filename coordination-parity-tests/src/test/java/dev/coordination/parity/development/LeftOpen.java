// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.development;

import dev.coordination.DistributedCoordination;
import dev.coordination.Topic;
import dev.coordination.memory.MemoryCoordination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts every thread that a coordination can have, and closes nothing. */
public final class LeftOpen {

    private LeftOpen() {}

    public static void main(String[] arguments) throws InterruptedException {
        DistributedCoordination coordination = MemoryCoordination.create();
        CountDownLatch heard = new CountDownLatch(1);
        coordination.clusterMembership().register("node", Map.of(), Duration.ofDays(1));
        coordination.pubSub().subscribe(List.of(Topic.channel("c")), message -> heard.countDown());
        coordination.pubSub().publish("c", new byte[0]);
        heard.await();
        System.out.println("open");
    }
}
