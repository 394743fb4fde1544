// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BuilderTest {

    @Test
    void closingABackendEndsItsThreads() throws Exception {
        CompletableFuture<Thread> listener = new CompletableFuture<>();
        MemoryBackend backend = MemoryBackend.create();
        DistributedCoordination handle = backend.connect();
        handle.pubSub().subscribe(List.of(Topic.channel("a")), message -> listener.complete(Thread.currentThread()));
        handle.pubSub().publish("a", new byte[0]);
        Thread thread = listener.get(10, TimeUnit.SECONDS);

        backend.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
