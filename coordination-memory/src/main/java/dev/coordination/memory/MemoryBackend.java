package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A coordination backend in memory: any number of handles on one store.
 *
 * <p>It follows a {@link FakeClock} that a test moves ({@link #create}), or real time ({@link #inRealTime}), for development,
 * for applications that run as a single instance, and for prototypes. Either way it works within one process, and nothing is
 * kept when the process ends.
 *
 * <pre>{@code
 * MemoryBackend backend = MemoryBackend.create();
 * DistributedCoordination a = backend.connect();
 * DistributedCoordination b = backend.connect();
 * a.cache().set("key", value, Duration.ofMinutes(5));
 * backend.clock().advance(Duration.ofMinutes(5));
 * assertThat(b.cache().exists("key")).isFalse();
 * }</pre>
 *
 * <p>Thread-safe, and as fast as one process is. A test can also cut a handle off ({@link #disconnect}), as a failing
 * network would.
 *
 * @since 0.1.0
 */
public final class MemoryBackend implements AutoCloseable {

    private final TimeSource time;
    private final Store store;

    /** Null when nobody wants to know of calls. */
    private final @Nullable Consumer<? super CoordinationCall> onCall;

    /** Null if the caller provides an executor. */
    private final @Nullable ListenerThreads ownThreads;

    private final ReentrantLock lock = new ReentrantLock();

    /** Those that are open. Guarded by {@link #lock}. */
    private final Set<MemoryHandle> handles = new LinkedHashSet<>();

    /** Guarded by {@link #lock}. */
    private int connected;

    /** What tells this backend from others in messages, after a space; empty if it has no name. */
    private final String ofName;

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /** Why it was closed, after a colon, or empty. Guarded by {@link #lock}. */
    private String reason = "";

    private MemoryBackend(Builder builder) {
        time = builder.time.get();
        ownThreads = builder.listenerExecutor == null ? new ListenerThreads() : null;
        Executor executor = ownThreads != null ? ownThreads : Arguments.notNull(builder.listenerExecutor, "executor");
        ListenerCalls calls = new ListenerCalls(executor, builder.onListenerError);
        store = new Store(
                time,
                new Broker(time, builder.subscriptionBuffer, calls),
                builder.maximumEntries == 0 ? null : new EntryLimit(builder.maximumEntries));
        onCall = builder.onCall;
        ofName = builder.name.isEmpty() ? "" : " of " + builder.name;
        store.freeing.start();
    }

    /**
     * Returns a fresh, empty backend on a {@link FakeClock} of its own, for a test.
     *
     * @return a new backend
     * @since 0.1.0
     */
    public static MemoryBackend create() {
        return builder().build();
    }

    /**
     * Returns a fresh, empty backend in real time: entries expire and timed waits end by themselves. It follows
     * {@link System#nanoTime}, so setting the computer's clock changes nothing.
     *
     * <p>The memory of an expired entry is freed within a second, by a daemon thread that exists only while something can
     * expire.
     *
     * @return a new backend, to be closed by the caller
     * @see MemoryCoordination#create
     * @since 0.1.0
     */
    public static MemoryBackend inRealTime() {
        return builder().realTime().build();
    }

    /**
     * Returns a builder of backends.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects another handle, as another process would.
     *
     * @return a new handle, to be closed by the caller or with the backend
     * @throws CoordinationClosedException if this backend is closed
     * @since 0.1.0
     */
    public DistributedCoordination connect() {
        return connect(number -> Integer.toString(number));
    }

    /**
     * Connects another handle with a name, which identifies it in messages and {@linkplain Builder#onCall calls}.
     *
     * @param name the name; need not be unique
     * @return a new handle, to be closed by the caller or with the backend
     * @throws CoordinationClosedException if this backend is closed
     * @since 0.1.0
     */
    public DistributedCoordination connect(String name) {
        Arguments.notNull(name, "name");
        return connect(number -> name);
    }

    private DistributedCoordination connect(IntFunction<String> naming) {
        lock.lock();
        try {
            if (closed) {
                throw new CoordinationClosedException("the in-memory backend" + ofName + " is closed" + reason);
            }
            String name = naming.apply(++connected);
            MemoryHandle handle = new MemoryHandle(this, store, new HandleState("in-memory handle " + name + ofName));
            handles.add(handle);
            return onCall == null ? handle : ObservedCoordination.of(handle, name, time.clock(), time::nanos, onCall);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the clock that moves everything that expires here, and every timed wait (T-01).
     *
     * @return the clock
     * @throws IllegalStateException if this backend is in real time
     * @since 0.1.0
     */
    public FakeClock clock() {
        if (time.clock() instanceof FakeClock clock) {
            return clock;
        }
        throw new IllegalStateException(
                "this backend is in real time and has no clock to move: in tests use MemoryBackend.create(),"
                        + " or MemoryBackend.builder() with clock(...)");
    }

    /**
     * Cuts a handle off, as a failing network would: its calls throw
     * {@link dev.coordination.CoordinationUnavailableException} (G-06), its subscriptions are lost (S-12). Its leases,
     * members and values stay, and end by their TTL. Other handles are not disturbed. Does nothing to one that is cut off or
     * closed.
     *
     * @param handle a handle of this backend
     * @throws IllegalArgumentException if the handle is not of this backend
     * @since 0.1.0
     */
    public void disconnect(DistributedCoordination handle) {
        change(handle, Operation.DISCONNECT, HandleState::cutOff);
    }

    /**
     * Lets a handle that was cut off reach this backend again. Its subscriptions stay lost, as on a real server. Does nothing
     * to one that is not cut off.
     *
     * @param handle a handle of this backend
     * @throws IllegalArgumentException if the handle is not of this backend
     * @since 0.1.0
     */
    public void reconnect(DistributedCoordination handle) {
        change(handle, Operation.RECONNECT, HandleState::reconnect);
    }

    private void change(DistributedCoordination handle, Operation operation, Consumer<HandleState> change) {
        HandleState state = own(handle).state();
        if (handle instanceof ObservedCoordination observed) {
            observed.observe(operation, () -> change.accept(state));
        } else {
            change.accept(state);
        }
    }

    private MemoryHandle own(DistributedCoordination handle) {
        Arguments.notNull(handle, "handle");
        DistributedCoordination bare = handle instanceof ObservedCoordination observed ? observed.unwrap() : handle;
        if (bare instanceof MemoryHandle memory && memory.isOf(this)) {
            return memory;
        }
        throw new IllegalArgumentException(
                "handle must be one that this backend's connect() returned, but was " + handle);
    }

    /**
     * Waits until the listeners of this backend are idle: until there is a moment at which no listener is being called and none
     * has a message, or the end of its subscription, left to receive.
     *
     * <p>When this returns, listeners have received everything that was published before the call, and everything that
     * listeners published in turn. Subscriptions without a listener need no such wait: they have a message when {@code publish}
     * returns. A listener whose task an executor refused or dropped is submitted to the executor once more.
     *
     * <p>Waits in real time, for at most 10 seconds, or the {@linkplain FakeClock.Builder#stallGuard guard} of the fake clock.
     * Does not move the clock: a listener that waits on a fake clock continues only when another thread moves it. On a closed
     * backend it waits for the calls that have not returned.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws UnsettledListenersException if the listeners do not become idle in time; the message names the busy ones, and
     *     suppressed exceptions show where they are
     * @throws IllegalStateException if it is called by a listener of this backend, which would wait for itself
     * @since 0.1.0
     */
    public void settle() throws InterruptedException {
        store.broker.listeners().settle(time.guard());
    }

    /**
     * Removes all keys, leases and members, and the messages that subscriptions have buffered: for tests that share one
     * backend. Handles, subscriptions and listeners stay open, and a handle that was {@linkplain #disconnect cut off} stays
     * cut off. Fencing tokens continue to increase (L-04), and the clock does not move.
     *
     * <p>Keys, leases and members are removed in one step, during which nothing is written. A snapshot, such as that of
     * {@link dev.coordination.ClusterMembership#members}, sees all of its entries or none. Reads of single entries take no
     * lock: for a moment, a read may still find an entry of one area while another area already appears empty. The buffered
     * messages are removed next, in one step between two messages.
     *
     * <p>Does not wait for listeners: one that is being called continues, and may write again. Call {@link #settle} first.
     *
     * @since 0.1.0
     */
    public void clear() {
        store.clear();
        List<MemoryHandle> open;
        lock.lock();
        try {
            open = List.copyOf(handles);
        } finally {
            lock.unlock();
        }
        store.broker.clear(open.stream()
                .flatMap(handle -> handle.state().subscriptions().stream())
                .toList());
    }

    void forget(MemoryHandle handle) {
        lock.lock();
        try {
            handles.remove(handle);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what the handles share. */
    Store store() {
        return store;
    }

    /**
     * Closes every handle and stops following the clock; in real time, ends this backend's threads. Idempotent.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        end("");
    }

    /**
     * Closes this backend as {@link #close()} does. Later calls on handles that were open say why.
     *
     * @param reason why, as messages say it after a colon, such as {@code the test has ended}
     * @since 0.1.0
     */
    public void close(String reason) {
        end(": " + Arguments.notNull(reason, "reason"));
    }

    private void end(String because) {
        List<MemoryHandle> open;
        lock.lock();
        try {
            if (!closed) {
                reason = because;
            }
            closed = true;
            open = List.copyOf(handles);
        } finally {
            lock.unlock();
        }
        open.forEach(handle -> handle.close(because));
        store.freeing.stop();
        if (ownThreads != null) {
            ownThreads.shutdown();
        }
    }

    @Override
    public String toString() {
        return "in-memory backend" + ofName + " " + time;
    }

    /**
     * Builds backends.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private static final int USUAL_BUFFER = 1024;

        private Supplier<? extends TimeSource> time = () -> FakeClock.create().time();
        private int subscriptionBuffer = USUAL_BUFFER;

        private String name = "";

        /** Zero for no limit. */
        private int maximumEntries;

        private @Nullable Executor listenerExecutor;
        private Consumer<? super Throwable> onListenerError = ListenerCalls::toUncaughtHandler;
        private @Nullable Consumer<? super CoordinationCall> onCall;

        private Builder() {}

        /**
         * Returns a builder with the same settings, which later changes of this one do not touch.
         *
         * @return a new builder
         * @since 0.1.0
         */
        public Builder copy() {
            Builder copy = new Builder();
            copy.time = time;
            copy.name = name;
            copy.subscriptionBuffer = subscriptionBuffer;
            copy.maximumEntries = maximumEntries;
            copy.listenerExecutor = listenerExecutor;
            copy.onListenerError = onListenerError;
            copy.onCall = onCall;
            return copy;
        }

        /**
         * Sets the clock; a new one for each backend unless set. Several backends may share one. Replaces an earlier call of
         * {@link #realTime}.
         *
         * @param clock the clock
         * @return this
         * @since 0.1.0
         */
        public Builder clock(FakeClock clock) {
            Arguments.notNull(clock, "clock");
            this.time = clock::time;
            return this;
        }

        /**
         * Makes backends follow real time instead of a {@link FakeClock}. Replaces an earlier call of {@link #clock}.
         *
         * @return this
         * @since 0.1.0
         */
        public Builder realTime() {
            this.time = RealTime::new;
            return this;
        }

        /** Sets the time that backends follow. */
        Builder time(TimeSource source) {
            this.time = () -> source;
            return this;
        }

        /**
         * Sets a name that messages tell this backend and its handles by; none unless set.
         *
         * @param name the name; not blank, need not be unique
         * @return this
         * @throws IllegalArgumentException if it is blank
         * @since 0.1.0
         */
        public Builder name(String name) {
            if (Arguments.notNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name must not be blank, but was " + Arguments.quoted(name));
            }
            this.name = name;
            return this;
        }

        /**
         * Sets how many messages a subscription buffers before it overflows (S-08); 1,024 unless set.
         *
         * @param messages how many
         * @return this
         * @throws IllegalArgumentException if it is not positive
         * @since 0.1.0
         */
        public Builder subscriptionBuffer(int messages) {
            if (messages <= 0) {
                throw new IllegalArgumentException("subscriptionBuffer must be positive, but was " + messages);
            }
            this.subscriptionBuffer = messages;
            return this;
        }

        /**
         * Sets the maximum number of entries that a backend holds: cache keys, leases and members together; no limit unless set.
         *
         * <p>A call that would create an entry beyond the limit throws
         * {@link dev.coordination.CoordinationUnavailableException} (G-06) and changes nothing, as on a Redis with
         * {@code maxmemory} and the policy {@code noeviction}. Everything else still works: reads, deletes, renewals, and writes
         * to existing entries. Expired entries do not count.
         *
         * @param entries the maximum
         * @return this
         * @throws IllegalArgumentException if it is not positive
         * @since 0.1.0
         */
        public Builder maximumEntries(int entries) {
            if (entries <= 0) {
                throw new IllegalArgumentException("maximumEntries must be positive, but was " + entries);
            }
            this.maximumEntries = entries;
            return this;
        }

        /**
         * Sets where listeners are called; daemon threads of the backend unless set.
         *
         * <p>With {@code Runnable::run} a listener is called on the thread that publishes, and has been when {@code publish}
         * returns: right for a test of one thread, but then a slow listener does block the publisher (S-08).
         *
         * <p>What the executor throws goes to {@link #onListenerError}; the message stays in the buffer, and the next message, or
         * {@link MemoryBackend#settle}, tries again. If the executor drops a task silently, the second message, the fourth, the
         * eighth and so on try again.
         *
         * @param executor the executor; the caller's, left alone when the backend is closed
         * @return this
         * @since 0.1.0
         */
        public Builder listenerExecutor(Executor executor) {
            this.listenerExecutor = Arguments.notNull(executor, "executor");
            return this;
        }

        /**
         * Sets what is called with what a listener throws (S-09); the uncaught exception handler of the listener's thread
         * unless set.
         *
         * <p>The handler is called on the thread that called the listener. If the {@linkplain #listenerExecutor executor} threw,
         * it is called on the thread that published. What the handler throws goes to that thread's uncaught exception handler.
         *
         * @param handler the handler
         * @return this
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            this.onListenerError = Arguments.notNull(handler, "handler");
            return this;
        }

        /**
         * Sets the listener that receives every call on a handle, on its subscriptions and of their listeners, as described in
         * {@link ObservedCoordination}; none unless set. {@link #disconnect} and {@link #reconnect} are reported, too.
         *
         * @param listener the listener; called by several threads at once
         * @return this
         * @since 0.1.0
         */
        public Builder onCall(Consumer<? super CoordinationCall> listener) {
            this.onCall = Arguments.notNull(listener, "listener");
            return this;
        }

        /**
         * Returns a fresh, empty backend.
         *
         * @return a new backend
         * @since 0.1.0
         */
        public MemoryBackend build() {
            return new MemoryBackend(this);
        }
    }
}
