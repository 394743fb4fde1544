// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/**
 * Gives every test a fresh in-memory {@code DistributedCoordination} and the clock that controls it, as parameters of
 * test methods, lifecycle methods and constructors.
 *
 * <p>Supports parameters of these types: {@link dev.coordination.DistributedCoordination}, its areas
 * {@link dev.coordination.SharedCache}, {@link dev.coordination.PubSub}, {@link dev.coordination.LeaderElection} and
 * {@link dev.coordination.ClusterMembership}, {@link FakeClock} (also as {@link java.time.Clock}),
 * {@link java.util.concurrent.ScheduledExecutorService} (a scheduler on that clock), {@link TimeControl} and
 * {@link MemoryBackend}. All parameters of a test share one handle and one scheduler, unless they are annotated with
 * {@link Node}.
 *
 * <p>Each test, and each invocation of a parameterized or repeated test, has its own backend and clock, even in nested
 * classes and parallel runs. Both are closed after the test and its {@code @AfterEach} methods, even if the test fails.
 * {@code @BeforeAll} and {@code @AfterAll} methods, and the constructor of a class with the lifecycle
 * {@code PER_CLASS}, share a separate backend for the class; no test uses it. The dynamic tests of a
 * {@code @TestFactory} share the backend, clock and timeline of their factory: each of them sees what earlier ones left
 * behind.
 *
 * <p>To configure the extension, register it with a field instead of the annotation:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CoordinationExtension COORDINATION =
 *         CoordinationExtension.builder().subscriptionBuffer(16).build();
 * }</pre>
 *
 * <p>JUnit rejects an extension that is registered twice for one test, as it rejects all competing parameter resolvers.
 *
 * @since 0.1.0
 */
public final class CoordinationExtension extends BackendParameters implements AfterEachCallback, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(CoordinationExtension.class);

    private static final TestTimelines TIMELINES = new TestTimelines(NAMESPACE);

    /**
     * The configuration parameter that turns timelines off if it is {@code false}. The timeline of a failed test lists
     * what happened on the test's handles. It is published as a report entry of this name, and added to the failure as
     * a suppressed exception.
     */
    public static final String TIMELINE = "coordination.timeline";

    /**
     * The configuration parameter that selects what happens when a test leaves something open: {@code off},
     * {@code report} or {@code fail}, as in {@link Leaks}. The report entry has the name of this parameter. The
     * parameter applies to {@link OnEveryAdapter} too. {@link Builder#leaks} overrides it.
     */
    public static final String LEAKS = "coordination.leaks";

    /** Configures the clock of each test. */
    private final Consumer<FakeClock.Builder> clockSettings;

    /** Configures the backend of each test. */
    private final Consumer<MemoryBackend.Builder> backendSettings;

    /** Null if the configuration parameter decides. */
    private final @Nullable Leaks leaks;

    /**
     * Creates an extension with the default settings. JUnit calls this constructor for {@code @ExtendWith}.
     *
     * @since 0.1.0
     */
    public CoordinationExtension() {
        this(clock -> {}, backend -> {}, null);
    }

    private CoordinationExtension(
            Consumer<FakeClock.Builder> clockSettings,
            Consumer<MemoryBackend.Builder> backendSettings,
            @Nullable Leaks leaks) {
        super(NAMESPACE);
        this.clockSettings = clockSettings;
        this.backendSettings = backendSettings;
        this.leaks = leaks;
    }

    /**
     * Returns a builder of an extension with other settings.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    TestBackend newBackend(ExtensionContext context) {
        FakeClock.Builder clock = FakeClock.builder();
        clockSettings.accept(clock);
        MemoryBackend.Builder backend = MemoryBackend.builder();
        backendSettings.accept(backend);
        return new TestCoordination(
                backend.name(name(context)),
                clock.build(),
                TestTimelines.areEnabled(context),
                LeakCheck.of(leaks, context).orElse(null));
    }

    /** Returns the name that messages use for the backend of a test or a class. */
    private static String name(ExtensionContext context) {
        String type = context.getRequiredTestClass().getSimpleName();
        return context.getTestMethod().map(test -> type + "." + test.getName()).orElse(type);
    }

    /** Adds the timeline to the failure of a test. */
    @Override
    public void afterEach(ExtensionContext context) {
        TIMELINES.afterEach(context);
    }

    /** Adds the timeline of the factory to the failure of a dynamic test. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        TIMELINES.interceptDynamicTest(invocation, dynamicTest, context);
    }

    /**
     * Builds extensions.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private Consumer<FakeClock.Builder> clockSettings = clock -> {};
        private Consumer<MemoryBackend.Builder> backendSettings = backend -> {};
        private @Nullable Leaks leaks;

        private Builder() {}

        /**
         * Sets the instant at which the clock of each test starts; 2030-01-02T03:04:05Z by default.
         *
         * @param start the start
         * @return this
         * @throws IllegalArgumentException if fewer than 70,000 days can follow it
         * @since 0.1.0
         */
        public Builder startingAt(Instant start) {
            return configureClock(clock -> clock.startingAt(start));
        }

        /**
         * Sets how long, in real time, a thread may wait on a clock that does not move; 10 seconds by default.
         *
         * @param stallGuard the limit
         * @return this
         * @throws IllegalArgumentException if it is zero or negative
         * @since 0.1.0
         */
        public Builder stallGuard(Duration stallGuard) {
            return configureClock(clock -> clock.stallGuard(stallGuard));
        }

        /**
         * Sets how many messages a subscription buffers before it overflows (S-08); 1,024 by default.
         *
         * @param messages the number of messages
         * @return this
         * @throws IllegalArgumentException if it is not positive
         * @since 0.1.0
         */
        public Builder subscriptionBuffer(int messages) {
            return configureBackend(backend -> backend.subscriptionBuffer(messages));
        }

        /**
         * Sets the maximum number of entries that a test's backend can hold: keys, leases and members together;
         * unlimited by default. A call that would create an entry beyond the limit throws
         * {@link dev.coordination.CoordinationUnavailableException} (G-06), as on a full Redis server that evicts
         * nothing.
         *
         * @param entries the maximum
         * @return this
         * @throws IllegalArgumentException if it is not positive
         * @since 0.1.0
         */
        public Builder maximumEntries(int entries) {
            return configureBackend(backend -> backend.maximumEntries(entries));
        }

        /**
         * Sets the executor that calls listeners; daemon threads by default. With {@code Runnable::run}, a listener has
         * been called by the time {@code publish} returns.
         *
         * @param executor the executor; it is never shut down
         * @return this
         * @since 0.1.0
         */
        public Builder listenerExecutor(Executor executor) {
            return configureBackend(backend -> backend.listenerExecutor(executor));
        }

        /**
         * Sets the handler of the exceptions that listeners throw (S-09); the uncaught exception handler of the
         * listener's thread by default.
         *
         * @param handler the handler; called by several threads when tests run in parallel
         * @return this
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            return configureBackend(backend -> backend.onListenerError(handler));
        }

        /**
         * Sets what happens when a test leaves something open; the configuration parameter
         * {@link CoordinationExtension#LEAKS} decides by default.
         *
         * @param leaks what happens
         * @return this
         * @since 0.1.0
         */
        public Builder leaks(Leaks leaks) {
            this.leaks = Arguments.notNull(leaks, "leaks");
            return this;
        }

        /**
         * Returns an extension with these settings.
         *
         * @return a new extension
         * @since 0.1.0
         */
        public CoordinationExtension build() {
            return new CoordinationExtension(clockSettings, backendSettings, leaks);
        }

        private Builder configureClock(Consumer<FakeClock.Builder> setting) {
            setting.accept(FakeClock.builder()); // Rejects an invalid argument now, not in every test.
            clockSettings = clockSettings.andThen(setting);
            return this;
        }

        private Builder configureBackend(Consumer<MemoryBackend.Builder> setting) {
            setting.accept(MemoryBackend.builder()); // Rejects an invalid argument now, not in every test.
            backendSettings = backendSettings.andThen(setting);
            return this;
        }
    }
}
