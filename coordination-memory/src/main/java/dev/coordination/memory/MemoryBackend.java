package dev.coordination.memory;

import dev.coordination.DistributedCoordination;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Skeleton. */
public final class MemoryBackend implements AutoCloseable {
    private MemoryBackend() {}

    /** @return a fresh backend with a fresh clock */
    public static MemoryBackend create() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @return a builder */
    public static Builder builder() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @return another handle */
    public DistributedCoordination connect() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @return the clock */
    public FakeClock clock() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @param handle a handle of this backend: from now on it cannot reach it (G-06), its subscriptions are lost (S-12) */
    public void disconnect(DistributedCoordination handle) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** @param handle a handle of this backend that can reach it again; lost subscriptions stay lost */
    public void reconnect(DistributedCoordination handle) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Closes every handle. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Skeleton. */
    public static final class Builder {
        private Builder() {}

        /**
         * @param clock the clock
         * @return this
         */
        public Builder clock(FakeClock clock) {
            return this;
        }

        /**
         * @param messages how many messages a subscription buffers
         * @return this
         */
        public Builder subscriptionBuffer(int messages) {
            return this;
        }

        /**
         * @param executor who runs listeners
         * @return this
         */
        public Builder listenerExecutor(Executor executor) {
            return this;
        }

        /**
         * @param handler gets what a listener threw
         * @return this
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            return this;
        }

        /** @return the backend */
        public MemoryBackend build() {
            throw new UnsupportedOperationException("skeleton");
        }
    }
}
