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
 * What a call of the in-memory adapter allocates, with values of 64 bytes: a bound for each, so that a change which makes
 * calls dearer shows where the time of a noisy machine would not tell. Compiled code may allocate less than these bounds, which
 * are those of interpreted code, never more.
 */
class AllocationsTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** So many that a collection or a growing table in between is nothing, for each of them. */
    private static final int CALLS = 20_000;

    private static final byte[] VALUE = new byte[64];
    private static final Duration EVEN = ofHours(2);
    private static final Duration ODD = ofHours(1);

    private final DistributedCoordination handle = MemoryBackend.create().connect();
    private final SharedCache cache = handle.cache();
    private int calls;

    /** The bounds are those of references of four bytes, which a JVM with a large heap does not have. */
    @BeforeAll
    static void needsCompressedReferences() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assumeThat(jvm.getVMOption("UseCompressedOops").getValue())
                .as("references are compressed")
                .isEqualTo("true");
    }

    private static void assertAllocates(long atMost, Runnable call) {
        assertThat(THREADS.isThreadAllocatedMemoryEnabled())
                .as("the JVM counts")
                .isTrue();
        repeat(call); // What is loaded or compiled by the first calls is none of theirs.
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(call);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes / CALLS).as("bytes that a call allocates").isLessThanOrEqualTo(atMost);
    }

    /** Another than before, so that the record of when it expires changes too. */
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

    /** Besides one that is reached there are a thousand that are not. */
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
