// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Harnesses that fail with an {@link Error} or leave threads behind. {@link ContractRunner} starts them by name. */
final class BrokenHarnesses {

    private BrokenHarnesses() {}

    /** A harness that is correct except for what a subclass does. */
    private abstract static class Harness extends ForwardingHarness {
        Harness() {
            super(new MemoryHarness());
        }
    }

    static final class ErrorInConstructor extends Harness {
        ErrorInConstructor() {
            throw new NoSuchMethodError("'void com.example.Driver.open()'");
        }
    }

    static final class ErrorInStaticInitializer extends Harness {
        private static final int PORT = port();

        private static int port() {
            throw new NoClassDefFoundError("com/example/Driver");
        }

        @Override
        public int subscriptionBuffer() {
            return PORT;
        }
    }

    static final class ExceptionInStaticInitializer extends Harness {
        private static final int PORT = Integer.parseInt("none");

        @Override
        public int subscriptionBuffer() {
            return PORT;
        }
    }

    static final class ErrorInConnect extends Harness {
        @Override
        public DistributedCoordination connect() {
            throw new AbstractMethodError("com.example.Driver.connect");
        }
    }

    static final class ErrorInClose extends Harness {
        @Override
        public void close() {
            throw new IncompatibleClassChangeError("com.example.Driver.close");
        }
    }

    static final class StackOverflow extends Harness {
        @Override
        public DistributedCoordination connect() {
            return deeper().connect();
        }

        private CoordinationHarness deeper() {
            return deeper().time() == null ? this : deeper();
        }
    }

    static final class OutOfMemory extends Harness {
        OutOfMemory() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    /** A harness that runs out of memory after some tests have passed. */
    static final class OutOfMemoryLater extends Harness {
        private static final AtomicInteger STARTED = new AtomicInteger();

        OutOfMemoryLater() {
            if (STARTED.incrementAndGet() > 20) {
                throw new OutOfMemoryError("Java heap space");
            }
        }
    }

    static final class ErrorOnAnotherThread extends Harness {
        @Override
        public DistributedCoordination connect() {
            return CompletableFuture.<DistributedCoordination>supplyAsync(() -> {
                        throw new UnsatisfiedLinkError("driver");
                    })
                    .join();
        }
    }

    /** A harness that waits forever, as if for a thread that has died. */
    static final class NeverConnects extends Harness {
        @Override
        public DistributedCoordination connect() {
            return new CompletableFuture<DistributedCoordination>().join();
        }
    }

    private static void leaveThread() {
        new Thread(() -> {
                    while (true) {
                        LockSupport.park();
                    }
                })
                .start();
    }

    static final class LeavesThreads extends Harness {
        LeavesThreads() {
            leaveThread();
        }
    }

    static final class LeavesThreadsAndThrows extends Harness {
        LeavesThreadsAndThrows() {
            leaveThread();
            throw new NoSuchFieldError("com.example.Driver.POOL");
        }
    }

    static final class LeavesThreadsAndIsBroken extends Harness {
        LeavesThreadsAndIsBroken() {
            leaveThread();
        }

        @Override
        public String description() {
            throw new NoSuchMethodError("'String com.example.Driver.version()'");
        }
    }
}
