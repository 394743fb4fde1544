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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/**
 * Gives every test a fresh in-memory coordination, and the clock that moves it, as parameters of test methods, lifecycle
 * methods and constructors.
 *
 * <p>Resolves, by type: {@link dev.coordination.DistributedCoordination}, its areas {@link dev.coordination.SharedCache},
 * {@link dev.coordination.PubSub}, {@link dev.coordination.LeaderElection} and {@link dev.coordination.ClusterMembership},
 * {@link FakeClock}, also as {@link java.time.Clock}, {@link java.util.concurrent.ScheduledExecutorService} (a scheduler on
 * that clock), {@link TimeControl} and {@link MemoryBackend}. All parameters of a test are the same handle and the same
 * scheduler, unless {@link Node} names others.
 *
 * <p>There is one backend and one clock for each test, each invocation of a parameterized or repeated one, also in nested
 * classes and in parallel; they are closed after the test and its {@code @AfterEach} methods, also when it failed. In a class
 * whose lifecycle is {@code PER_CLASS}, and in {@code @BeforeAll} and {@code @AfterAll}, there is no single test: constructor
 * and those methods share a backend of the class, which is not that of the tests. The dynamic tests of a {@code @TestFactory}
 * share the backend, clock and timeline of their factory: each finds what those before it left.
 *
 * <p>To configure it, register it with a field in place of the annotation:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CoordinationExtension COORDINATION =
 *         CoordinationExtension.builder().subscriptionBuffer(16).build();
 * }</pre>
 *
 * <p>Registered twice for one test it is refused by JUnit, as competing parameter resolvers are.
 *
 * @since 0.1.0
 */
public final class CoordinationExtension extends BackendParameters implements AfterEachCallback, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(CoordinationExtension.class);

    private static final TestTimelines TIMELINES = new TestTimelines(NAMESPACE);

    /**
     * The configuration parameter that turns the timeline off when it is {@code false}: what happened on the coordination of a
     * test that fails, as a report entry of this name and a suppressed exception.
     */
    public static final String TIMELINE = "coordination.timeline";

    /**
     * The configuration parameter that says what becomes of what a test leaves open: {@code off}, {@code report} or {@code fail},
     * as {@link Leaks} does; also the name of the report entry. Holds for {@link OnEveryAdapter} too. {@link Builder#leaks}
     * overrides it.
     */
    public static final String LEAKS = "coordination.leaks";

    private final Supplier<FakeClock> clocks;

    /** Null if the configuration parameter decides. */
    private final @Nullable Leaks leaks;

    private final MemoryBackend.Builder backends;

    /**
     * Creates an extension with the usual settings; JUnit does for {@code @ExtendWith}.
     *
     * @since 0.1.0
     */
    public CoordinationExtension() {
        this(FakeClock::create, MemoryBackend.builder(), null);
    }

    private CoordinationExtension(Supplier<FakeClock> clocks, MemoryBackend.Builder backends, @Nullable Leaks leaks) {
        super(NAMESPACE);
        this.leaks = leaks;
        this.clocks = clocks;
        this.backends = backends;
    }

    /**
     * Returns a builder of extensions with other settings.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    TestBackend newBackend(ExtensionContext context) {
        return new TestCoordination(
                backends.copy().name(name(context)),
                clocks.get(),
                TestTimelines.areKept(context),
                LeakCheck.of(leaks, context).orElse(null));
    }

    /** Returns what messages call the backend of a test, or of a class. */
    private static String name(ExtensionContext context) {
        String type = context.getRequiredTestClass().getSimpleName();
        return context.getTestMethod().map(test -> type + "." + test.getName()).orElse(type);
    }

    /** Tells, when the test failed, what happened on its coordination. */
    @Override
    public void afterEach(ExtensionContext context) {
        TIMELINES.afterEach(context);
    }

    /** Tells, when the dynamic test failed, what happened on the coordination of its factory. */
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

        private final FakeClock.Builder clock = FakeClock.builder();
        private final MemoryBackend.Builder backend = MemoryBackend.builder();
        private @Nullable Leaks leaks;

        private Builder() {}

        /**
         * Lets each test's clock start at an instant; 2030-01-02T03:04:05Z unless set.
         *
         * @param start where the clock starts
         * @return this
         * @throws IllegalArgumentException if there are not 70,000 days after it
         * @since 0.1.0
         */
        public Builder startingAt(Instant start) {
            clock.startingAt(start);
            return this;
        }

        /**
         * Sets how long, in real time, a thread may wait on a clock that nobody moves; 10 seconds unless set.
         *
         * @param stallGuard how long
         * @return this
         * @throws IllegalArgumentException if it is zero or negative
         * @since 0.1.0
         */
        public Builder stallGuard(Duration stallGuard) {
            clock.stallGuard(stallGuard);
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
            backend.subscriptionBuffer(messages);
            return this;
        }

        /**
         * Sets the maximum number of entries that a test's backend holds: keys, leases and members together; no limit unless set.
         * A call that would create an entry beyond the limit throws
         * {@link dev.coordination.CoordinationUnavailableException} (G-06), as on a Redis that is full and evicts nothing.
         *
         * @param entries the maximum
         * @return this
         * @throws IllegalArgumentException if it is not positive
         * @since 0.1.0
         */
        public Builder maximumEntries(int entries) {
            backend.maximumEntries(entries);
            return this;
        }

        /**
         * Sets where listeners are called; daemon threads unless set. With {@code Runnable::run} a listener has been called
         * when {@code publish} returns.
         *
         * @param executor the executor; the caller's, left alone after the tests
         * @return this
         * @since 0.1.0
         */
        public Builder listenerExecutor(Executor executor) {
            backend.listenerExecutor(executor);
            return this;
        }

        /**
         * Sets what is called with what a listener throws (S-09); the uncaught exception handler of the listener's thread
         * unless set.
         *
         * @param handler the handler; called by several threads when tests run in parallel
         * @return this
         * @since 0.1.0
         */
        public Builder onListenerError(Consumer<? super Throwable> handler) {
            backend.onListenerError(handler);
            return this;
        }

        /**
         * Sets what becomes of what a test leaves open; the configuration parameter {@link CoordinationExtension#LEAKS} decides
         * unless set.
         *
         * @param leaks what becomes of it
         * @return this
         * @since 0.1.0
         */
        public Builder leaks(Leaks leaks) {
            this.leaks = Arguments.notNull(leaks, "leaks");
            return this;
        }

        /**
         * Returns an extension.
         *
         * @return a new extension
         * @since 0.1.0
         */
        public CoordinationExtension build() {
            FakeClock.Builder clocks = clock.copy();
            return new CoordinationExtension(clocks::build, backend.copy(), leaks);
        }
    }
}
