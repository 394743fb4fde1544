// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory coordination backend, to which any number of handles can connect.
 *
 * <p>In tests it follows a {@link FakeClock} that the test moves ({@link #create}). In development, in prototypes and in
 * applications that run as a single instance, it follows real time ({@link #inRealTime}). Either way it works within one
 * process, and its data is lost when the process ends.
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
 * <p>Thread-safe. A test can also {@linkplain #disconnect disconnect} a handle, as a failing network would.
 *
 * @since 0.1.0
 */
public final class MemoryBackend implements AutoCloseable {

    private final TimeSource time;
    private final Store store;

    /** Null if calls are not reported. */
    private final @Nullable Consumer<? super CoordinationCall> onCall;

    /** Null if the caller provides an executor. */
    private final @Nullable ListenerThreads ownThreads;

    /** Identifies this backend in messages: " of " and its name, or empty if it has none. */
    private final String ofName;

    private final HandleRegistry handles;

    /** The number of handles connected so far. A handle that is given no name is named by its number. */
    private final AtomicInteger connected = new AtomicInteger();

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
        handles = new HandleRegistry("in-memory backend" + ofName);
        store.reaper.start();
    }

    /**
     * {@return a new, empty backend with a {@link FakeClock} of its own, for a test}
     *
     * @since 0.1.0
     */
    public static MemoryBackend create() {
        return builder().build();
    }

    /**
     * Returns a new, empty backend that follows real time: entries expire and timed waits end by themselves. It uses
     * {@link System#nanoTime}, so changes to the computer's clock do not affect it.
     *
     * <p>A daemon thread frees the memory of an expired entry within a second. The thread exists only while something can
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
     * {@return a new builder of backends}
     *
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects another handle, as another process would.
     *
     * @return a new handle, which the caller may close; closing the backend closes it, too
     * @throws dev.coordination.CoordinationClosedException if this backend is closed
     * @since 0.1.0
     */
    public DistributedCoordination connect() {
        return connect(number -> Integer.toString(number));
    }

    /**
     * Connects another handle, with a name that identifies it in messages and in {@linkplain Builder#onCall reported calls}.
     *
     * @param name the name; need not be unique
     * @return a new handle, which the caller may close; closing the backend closes it, too
     * @throws dev.coordination.CoordinationClosedException if this backend is closed
     * @since 0.1.0
     */
    public DistributedCoordination connect(String name) {
        Arguments.notNull(name, "name");
        return connect(number -> name);
    }

    private DistributedCoordination connect(IntFunction<String> naming) {
        String name = naming.apply(connected.incrementAndGet());
        MemoryHandle handle = new MemoryHandle(this, store, new HandleState("in-memory handle " + name + ofName));
        handles.add(handle);
        return onCall == null ? handle : ObservedCoordination.of(handle, name, time.clock(), time::nanos, onCall);
    }

    /**
     * Returns the clock that governs expiry and every timed wait in this backend (T-01).
     *
     * @return the clock
     * @throws IllegalStateException if this backend follows real time
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
     * Disconnects a handle, as a failing network would: its calls throw
     * {@link dev.coordination.CoordinationUnavailableException} (G-06), and its subscriptions are lost (S-12). Its leaderships,
     * members and values stay until their TTLs pass. Other handles are not affected. Does nothing if the handle is already
     * disconnected or closed.
     *
     * @param handle a handle of this backend
     * @throws IllegalArgumentException if the handle does not belong to this backend
     * @since 0.1.0
     */
    public void disconnect(DistributedCoordination handle) {
        change(handle, Operation.DISCONNECT, HandleState::disconnect);
    }

    /**
     * Lets a disconnected handle reach this backend again. Its subscriptions stay lost, as on a real server. Does nothing
     * if the handle is not disconnected.
     *
     * @param handle a handle of this backend
     * @throws IllegalArgumentException if the handle does not belong to this backend
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
        throw new IllegalArgumentException("handle must belong to this backend, but was " + handle);
    }

    /**
     * Blocks until the listeners of this backend are idle: until there is a moment at which no listener is being called and
     * none has a message, or the end of its subscription, left to receive.
     *
     * <p>When this method returns, listeners have received everything that was published before the call, and everything that
     * listeners published in turn. Subscriptions without a listener need no such wait: they have a message as soon as
     * {@code publish} returns. If an executor rejected or dropped the task of a listener, the task is submitted again.
     *
     * <p>This method waits in real time, for at most 10 seconds or the length of the fake clock's
     * {@linkplain FakeClock.Builder#stallGuard stall guard}. It does not move the clock, so a listener that waits on a fake
     * clock continues only when another thread moves it. On a closed backend, it waits for the calls that have not
     * returned.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws UnsettledListenersException if the listeners do not become idle in time; the message names the busy ones, and
     *     suppressed exceptions show where they are
     * @throws IllegalStateException if called by a listener of this backend, which would wait for itself
     * @since 0.1.0
     */
    public void settle() throws InterruptedException {
        store.broker.listeners().settle(time.guard());
    }

    /**
     * Removes all keys, leaderships and members, and the messages that subscriptions have buffered, for tests that share one
     * backend. Handles, subscriptions and listeners stay open, and a {@linkplain #disconnect disconnected} handle stays
     * disconnected. Fencing tokens continue to increase (L-04), and the clock does not move.
     *
     * <p>Keys, leaderships and members are removed in one step, during which nothing is created. A snapshot, such as that
     * of {@link dev.coordination.ClusterMembership#members}, sees all the removed entries or none of them. Operations on an
     * existing entry take no lock, so for a moment one of them may still find an entry in one area while another area
     * already appears empty. The buffered messages are removed next, in one step, during which no message reaches a
     * subscription.
     *
     * <p>This method does not wait for listeners: a listener that is being called continues, and may write again. To
     * prevent that, call {@link #settle} first.
     *
     * @since 0.1.0
     */
    public void clear() {
        store.clear();
        store.broker.clear(handles.open().stream()
                .flatMap(handle -> handle.state().subscriptions().stream())
                .toList());
    }

    void forget(MemoryHandle handle) {
        handles.remove(handle);
    }

    /** Returns the data that all handles share. */
    Store store() {
        return store;
    }

    /**
     * Closes this backend and every handle, and ends its threads. Idempotent.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        end("");
    }

    /**
     * Closes this backend as {@link #close()} does, with a reason that later calls on its handles report.
     *
     * @param reason the reason, which follows a colon in messages, such as {@code the test has ended}
     * @since 0.1.0
     */
    public void close(String reason) {
        end(": " + Arguments.notNull(reason, "reason"));
    }

    private void end(String because) {
        handles.close(because).forEach(handle -> handle.close(because));
        store.reaper.stop();
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

        private static final int DEFAULT_BUFFER = 1024;

        private Supplier<? extends TimeSource> time = () -> FakeClock.create().time();
        private int subscriptionBuffer = DEFAULT_BUFFER;

        private String name = "";

        /** Zero for no limit. */
        private int maximumEntries;

        private @Nullable Executor listenerExecutor;
        private Consumer<? super Throwable> onListenerError = ListenerCalls::toUncaughtHandler;
        private @Nullable Consumer<? super CoordinationCall> onCall;

        private Builder() {}

        /**
         * Sets the clock, which several backends may share. By default each backend has a new clock of its own. Overrides an
         * earlier call to {@link #realTime}.
         *
         * @param clock the clock
         * @return this builder
         * @since 0.1.0
         */
        public Builder clock(FakeClock clock) {
            Arguments.notNull(clock, "clock");
            this.time = clock::time;
            return this;
        }

        /**
         * Makes backends follow real time instead of a {@link FakeClock}. Overrides an earlier call to {@link #clock}.
         *
         * @return this builder
         * @since 0.1.0
         */
        public Builder realTime() {
            this.time = RealTime::new;
            return this;
        }

        /** Sets the source of time that backends follow. */
        Builder time(TimeSource source) {
            this.time = () -> source;
            return this;
        }

        /**
         * Sets a name that identifies the backend and its handles in messages. There is none by default.
         *
         * @param name the name; not blank, need not be unique
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
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
         * Sets the maximum number of messages that a subscription buffers before it overflows (S-08). The default is 1,024.
         *
         * @param messages the maximum
         * @return this builder
         * @throws IllegalArgumentException if the maximum is not positive
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
         * Sets the maximum number of entries in a backend: cache keys, leaderships and members together. There is no limit by
         * default.
         *
         * <p>A call that would create an entry beyond the limit throws
         * {@link dev.coordination.CoordinationUnavailableException} (G-06) and changes nothing, as on a Redis server with
         * {@code maxmemory} and the {@code noeviction} policy. Everything else still works: reads, deletes, renewals, and
         * writes to existing entries. Expired entries do not count.
         *
         * @param entries the maximum
         * @return this builder
         * @throws IllegalArgumentException if the maximum is not positive
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
         * Sets the executor that calls listeners. By default daemon threads of the backend call them.
         *
         * <p>With {@code Runnable::run}, a listener is called on the thread that publishes, and has returned when
         * {@code publish} returns. That suits a single-threaded test, but a slow listener then blocks the publisher (S-08).
         *
         * <p>An exception thrown by the executor goes to {@link #onListenerError}. The message stays in the buffer, and the
         * next message or {@link MemoryBackend#settle} triggers another attempt. If the executor silently drops a task, the
         * second message, the fourth, the eighth and so on each trigger another attempt.
         *
         * @param executor the executor; closing the backend does not shut it down
         * @return this builder
         * @since 0.1.0
         */
        public Builder listenerExecutor(Executor executor) {
            this.listenerExecutor = Arguments.notNull(executor, "executor");
            return this;
        }

        /**
         * Sets the handler of exceptions that listeners throw (S-09). The default is the uncaught exception handler of the
         * thread that called the listener.
         *
         * <p>The handler is called on the thread that called the listener, or, if the {@linkplain #listenerExecutor executor}
         * threw the exception, on the publishing thread. If the handler itself throws, that exception goes to the thread's
         * uncaught exception handler.
         *
         * @param handler the handler
         * @return this builder
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            this.onListenerError = Arguments.notNull(handler, "handler");
            return this;
        }

        /**
         * Sets a listener that is notified of every call on a handle and its subscriptions, and of every call to a message
         * listener, as described in {@link ObservedCoordination}. Calls to {@link #disconnect} and {@link #reconnect} are
         * reported, too. There is no such listener by default.
         *
         * @param listener the listener; several threads may call it at once
         * @return this builder
         * @since 0.1.0
         */
        public Builder onCall(Consumer<? super CoordinationCall> listener) {
            this.onCall = Arguments.notNull(listener, "listener");
            return this;
        }

        /**
         * {@return a new, empty backend with the settings of this builder}
         *
         * @since 0.1.0
         */
        public MemoryBackend build() {
            return new MemoryBackend(this);
        }
    }
}
