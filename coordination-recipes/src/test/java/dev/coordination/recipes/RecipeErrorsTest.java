// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Topic;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no recipe stops because a request, a callback, an executor or an error handler throws, whatever it throws. */
@CoordinationTest
class RecipeErrorsTest {

    private final FakeClock clock;
    private final ScheduledExecutorService realScheduler;
    private final ScriptedCoordination elections;
    private final ScriptedCalls coordination;
    private final DistributedCoordination other;
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private ScheduledExecutorService scheduler;
    private boolean quietHandler = true;
    private Executor requestExecutor;
    private Executor callbackExecutor;
    private Runnable callback = () -> {};

    RecipeErrorsTest(
            MemoryBackend backend,
            FakeClock clock,
            ScheduledExecutorService scheduler,
            DistributedCoordination handle) {
        this.clock = clock;
        this.realScheduler = scheduler;
        this.scheduler = scheduler;
        requestExecutor = scheduler;
        callbackExecutor = scheduler;
        elections = new ScriptedCoordination(handle);
        coordination = new ScriptedCalls(elections);
        other = backend.connect("other");
    }

    /** Recipes that make requests in the background. Each is started, and returns what tells whether it works. */
    enum Recipe {
        ELECTOR {
            @Override
            BooleanSupplier start(RecipeErrorsTest test) {
                LeaderElector elector = test.elector();
                return () -> elector.term().isPresent();
            }
        },
        LOCK {
            @Override
            BooleanSupplier start(RecipeErrorsTest test) {
                HeldLock held = test.lock();
                return held::isValid;
            }
        },
        MEMBER {
            @Override
            BooleanSupplier start(RecipeErrorsTest test) {
                Member member = Member.builder(test.coordination, "a", test.scheduler)
                        .clock(test.clock)
                        .requestExecutor(test.requestExecutor)
                        .errorHandler(test::handle)
                        .start();
                return member::isRegistered;
            }
        },
        WATCH {
            @Override
            BooleanSupplier start(RecipeErrorsTest test) {
                test.other.clusterMembership().register("b", Map.of(), ofSeconds(3_600));
                MembershipWatch watch = test.watch();
                return () -> watch.members().containsKey("b") && test.told.equals(List.of("joined b"));
            }
        },
        SUBSCRIPTION {
            @Override
            BooleanSupplier start(RecipeErrorsTest test) {
                test.coordination.before = RecipeErrorsTest::unavailable; // So that the second attempt is a request.
                RenewingSubscription subscription = test.subscription();
                test.coordination.before = () -> {};
                return () -> subscription.isLive() && test.told.contains("gap");
            }
        };

        abstract BooleanSupplier start(RecipeErrorsTest test);
    }

    enum Thrown {
        ERROR(() -> new InternalError("no thread can be created")),
        EXCEPTION(() -> new IllegalStateException("a bug of the executor")),
        REJECTION(() -> new RejectedExecutionException("full"));

        final Supplier<Throwable> create;

        Thrown(Supplier<Throwable> create) {
            this.create = create;
        }

        void raise() {
            Throwable thrown = create.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Recipe.values())
                .flatMap(recipe -> Stream.of(Thrown.values())
                        .flatMap(thrown -> Stream.of(true, false).map(quiet -> Arguments.of(recipe, thrown, quiet))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("E-09")
    @Tag("E-15")
    @Tag("E-25")
    @Tag("E-37")
    @Tag("E-42")
    @Tag("E-54")
    void anExecutorThatThrowsIsAskedAgain(Recipe recipe, Thrown thrown, boolean quiet) {
        AtomicInteger tasks = new AtomicInteger();
        requestExecutor = task -> {
            if (tasks.incrementAndGet() == 1) {
                thrown.raise();
            }
            task.run();
        };
        BooleanSupplier works = start(recipe, quiet);
        advance();

        assertThat(works.getAsBoolean()).isTrue();
        assertThat(tasks).hasValueGreaterThan(1);
        assertThat(errors)
                .filteredOn(thrown.create.get().getClass()::isInstance)
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("E-09")
    @Tag("E-15")
    @Tag("E-25")
    @Tag("E-37")
    @Tag("E-42")
    @Tag("E-54")
    void aRequestThatThrowsIsMadeAgain(Recipe recipe, Thrown thrown, boolean quiet) {
        BooleanSupplier works = start(recipe, quiet);
        AtomicInteger requests = new AtomicInteger();
        Runnable once = () -> {
            if (requests.incrementAndGet() == 1) {
                thrown.raise();
            }
        };
        elections.before = once;
        coordination.before = once;
        advance();

        assertThat(works.getAsBoolean()).isTrue();
        assertThat(requests).hasValueGreaterThan(1);
        assertThat(errors)
                .filteredOn(thrown.create.get().getClass()::isInstance)
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("E-09")
    @Tag("E-15")
    @Tag("E-42")
    @Tag("E-54")
    void aCallbackWhoseExecutorThrowsIsMade(Recipe recipe, Thrown thrown, boolean quiet) {
        callbackExecutor = task -> thrown.raise();
        BooleanSupplier works = start(recipe, quiet);
        advance();

        assertThat(works.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.class,
            names = {"ELECTOR", "WATCH", "SUBSCRIPTION"})
    @Tag("E-10")
    @Tag("E-43")
    @Tag("E-56")
    void anErrorOfACallbackGoesToTheErrorHandlerAndToTheThread(Recipe recipe) {
        Error error = new AssertionError("callback");
        Queue<Throwable> ofThread = new ArrayDeque<>();
        callbackExecutor = task -> scheduler.execute(() -> {
            Throwable thrown = catchThrowable(task::run);
            if (thrown != null) {
                ofThread.add(thrown);
            }
        });
        AtomicInteger callbacks = new AtomicInteger();
        callback = () -> {
            if (callbacks.incrementAndGet() == 1) {
                throw error;
            }
        };
        BooleanSupplier works = start(recipe, true);
        advance();

        assertThat(works.getAsBoolean()).isTrue();
        assertThat(errors).containsExactly(error);
        assertThat(ofThread).containsExactly(error);
    }

    @Test
    @Tag("E-24")
    @Tag("E-26")
    void aLockIsReleasedAlthoughACallbackThrowsAnError() {
        Error error = new AssertionError("callback");
        callbackExecutor = task -> {}; // So that close makes the callbacks.
        HeldLock held = FencedLock.builder(coordination, "accounts", scheduler)
                .clock(clock)
                .callbackExecutor(callbackExecutor)
                .errorHandler(this::handle)
                .build()
                .tryLock()
                .orElseThrow();
        held.onLost(reason -> {
            throw error;
        });
        held.onLost(reason -> told.add("lost: " + reason));
        clock.advance(ofSeconds(11)); // Past the deadline, and before the lease expires.

        assertThat(catchThrowable(held::close)).isSameAs(error);
        assertThat(told).containsExactly("lost: EXPIRED");
        assertThat(errors).containsExactly(error);
        assertThat(other.leaderElection().currentLeader("accounts")).isEmpty();
    }

    @Test
    @Tag("E-02")
    @Tag("E-14")
    void closeTellsTheLossAndReleasesTheTermAlthoughACallbackThrowsAnError() {
        Error error = new AssertionError("callback");
        callbackExecutor = task -> {}; // So that close makes the callbacks.
        callback = () -> {
            throw error;
        };
        LeaderElector elector = elector();
        clock.advance(ofSeconds(1));

        assertThat(catchThrowable(elector::close)).isSameAs(error);
        assertThat(told).containsExactly("elected", "lost: CLOSED");
        assertThat(errors).containsExactly(error);
        assertThat(other.leaderElection().currentLeader("report")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.class,
            names = {"ELECTOR", "LOCK", "MEMBER", "WATCH"})
    @Tag("E-15")
    @Tag("E-28")
    @Tag("E-37")
    @Tag("E-42")
    void aSchedulerThatCannotSetATimerIsReported(Recipe recipe) {
        Error error = new InternalError("no thread can be created");
        AtomicBoolean fails = new AtomicBoolean();
        scheduler = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("schedule") && fails.get()) {
                        throw error;
                    }
                    return method.invoke(realScheduler, arguments);
                });
        requestExecutor = scheduler;
        callbackExecutor = scheduler;
        BooleanSupplier works = start(recipe, true);
        advance();
        assertThat(works.getAsBoolean()).isTrue();
        assertThat(errors).isEmpty();
        fails.set(true);
        advance();

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).isInstanceOf(RejectedExecutionException.class).hasCause(error);
        if (recipe == Recipe.ELECTOR) {
            assertThat(told).containsExactly("elected", "lost: SCHEDULER_SHUT_DOWN");
        }
    }

    private BooleanSupplier start(Recipe recipe, boolean quiet) {
        BooleanSupplier works = recipe.start(this);
        errors.clear();
        quietHandler = quiet;
        return works;
    }

    private void handle(Throwable thrown) {
        errors.add(thrown);
        if (!quietHandler) {
            throw new AssertionError("the error handler fails, too", thrown);
        }
    }

    /** Long enough for retries. A task of the scheduler that throws does not stop others. */
    private void advance() {
        for (int i = 0; i < 600; i++) {
            clock.advance(ofMillis(100));
        }
    }

    private LeaderElector elector() {
        return LeaderElector.builder(coordination, "report", "a", scheduler)
                .clock(clock)
                .requestExecutor(requestExecutor)
                .callbackExecutor(callbackExecutor)
                .errorHandler(this::handle)
                .onElected(term -> {
                    told.add("elected");
                    callback.run();
                })
                .onLost((term, reason) -> told.add("lost: " + reason))
                .start();
    }

    private HeldLock lock() {
        return FencedLock.builder(coordination, "accounts", scheduler)
                .clock(clock)
                .renewing()
                .requestExecutor(requestExecutor)
                .callbackExecutor(callbackExecutor)
                .errorHandler(this::handle)
                .build()
                .tryLock()
                .orElseThrow();
    }

    private MembershipWatch watch() {
        MembershipListener listener = new MembershipListener() {
            @Override
            public void onJoined(String nodeId, Map<String, String> metadata) {
                told.add("joined " + nodeId);
                callback.run();
            }

            @Override
            public void onLeft(String nodeId, Map<String, String> metadata) {
                told.add("left " + nodeId);
            }
        };
        return MembershipWatch.builder(coordination, listener, scheduler)
                .clock(clock)
                .requestExecutor(requestExecutor)
                .callbackExecutor(callbackExecutor)
                .errorHandler(this::handle)
                .start();
    }

    private RenewingSubscription subscription() {
        RenewingListener listener = new RenewingListener() {
            @Override
            public void onMessage(Message message) {}

            @Override
            public void onLost(CoordinationException cause) {
                told.add("lost");
            }

            @Override
            public void onGap() {
                told.add("gap");
                callback.run();
            }
        };
        return RenewingSubscription.builder(coordination, List.of(Topic.channel("news")), listener, scheduler)
                .clock(clock)
                .requestExecutor(requestExecutor)
                .callbackExecutor(callbackExecutor)
                .errorHandler(this::handle)
                .start();
    }

    private static void unavailable() {
        throw new CoordinationUnavailableException("the backend is unavailable", new RuntimeException());
    }
}
