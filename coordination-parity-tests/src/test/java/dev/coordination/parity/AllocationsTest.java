// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryBackend;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Limits how many bytes each call of the in-memory adapter allocates, with values of 64 bytes. Unlike durations, allocations
 * can be measured on a busy machine, so a change that makes calls more expensive is noticed. The limits are those of
 * interpreted code; compiled code may allocate less, but never more.
 */
class AllocationsTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Enough calls that a garbage collection or a growing table in between adds almost nothing to the average. */
    private static final int CALLS = 20_000;

    private static final byte[] VALUE = new byte[64];
    private static final Duration EVEN = ofHours(2);
    private static final Duration ODD = ofHours(1);

    private final DistributedCoordination handle = MemoryBackend.create().connect();
    private final SharedCache cache = handle.cache();
    private int calls;

    /** The limits hold for references of four bytes, which a JVM with a large heap does not use. */
    @BeforeAll
    static void requireCompressedReferences() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assumeThat(jvm.getVMOption("UseCompressedOops").getValue())
                .as("references are compressed")
                .isEqualTo("true");
    }

    private static void assertAllocates(long atMost, Runnable call) {
        assertThat(THREADS.isThreadAllocatedMemoryEnabled())
                .as("the JVM counts allocated bytes")
                .isTrue();
        repeat(call); // Excludes what class loading and compilation allocate.
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(call);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes / CALLS).as("bytes per call").isLessThanOrEqualTo(atMost);
    }

    /** Returns a TTL that differs from the previous one, so that the entry's expiry changes too. */
    private Duration ttl() {
        calls++;
        return calls % 2 == 0 ? EVEN : ODD;
    }

    private static void repeat(Runnable call) {
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
    }

    @Test
    void get() {
        cache.set("key", VALUE);
        assertAllocates(96, () -> cache.get("key"));
    }

    @Test
    void exists() {
        cache.set("key", VALUE);
        assertAllocates(0, () -> cache.exists("key"));
    }

    @Test
    void set() {
        assertAllocates(80, () -> cache.set("key", VALUE));
    }

    @Test
    void setWithTtl() {
        assertAllocates(160, () -> cache.set("key", VALUE, ttl()));
    }

    @Test
    void increment() {
        cache.increment("key", 1_000_000);
        assertAllocates(224, () -> cache.increment("key", 1));
    }

    @Test
    void acquireAndRelease() {
        LeaderElection elections = handle.leaderElection();
        assertAllocates(
                360,
                () -> elections.release(
                        elections.tryAcquire("election", "node", ofHours(1)).orElseThrow()));
    }

    @Test
    void heartbeat() {
        ClusterMembership cluster = handle.clusterMembership();
        cluster.register("node", Map.of(), ofHours(1));
        assertAllocates(120, () -> cluster.heartbeat("node", ttl()));
    }

    /** The message reaches one subscription; a thousand others do not match. */
    @Test
    void publishAndPoll() {
        for (int i = 0; i < 1_000; i++) {
            handle.pubSub().subscribe("other " + i);
        }
        Subscription subscription = handle.pubSub().subscribe("channel");
        assertAllocates(256, () -> {
            handle.pubSub().publish("channel", VALUE);
            subscription.poll();
        });
    }

    @Test
    void freshBackendWithOneHandle() {
        assertAllocates(4_000, () -> {
            MemoryBackend backend = MemoryBackend.create();
            backend.connect();
            backend.close();
        });
    }

    @Test
    void setAndExpire() {
        MemoryBackend backend = MemoryBackend.create();
        SharedCache expiring = backend.connect().cache();
        assertAllocates(512, () -> {
            expiring.set("key", VALUE, ofHours(1));
            backend.clock().advance(ofHours(1));
        });
    }
}
