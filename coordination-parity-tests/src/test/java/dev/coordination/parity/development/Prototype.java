// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.development;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryCoordination;
import java.time.Duration;

public class Prototype {

    public static void main(String[] arguments) throws InterruptedException {
        try (DistributedCoordination coordination = MemoryCoordination.create()) {
            Subscription news = coordination.pubSub().subscribe("news");
            coordination.cache().setText("rate", "1.08", Duration.ofMillis(300));

            coordination.pubSub().publish("news", "a new rate".getBytes(UTF_8));

            System.out.println(
                    news.next(Duration.ofSeconds(1)).map(Message::text).orElse("no news"));
            System.out.println(
                    news.next(Duration.ofMillis(300)).map(Message::text).orElse("no news"));
            System.out.println(coordination.cache().getText("rate").orElse("the rate has expired"));
        }
    }
}
