// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.CoordinationException;
import dev.coordination.DistributedCoordination;
import dev.coordination.redis.FaultOperation.BadOutcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One operation under one fault in one phase, with a handle, a user and a namespace of its own. */
final class FaultCase implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration LIVENESS = Duration.ofMillis(200);

    /** How long a step may take: many times the timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How many connections the pool holds when the fault begins. */
    private static final int POOLED = 4;

    /** How many calls may fail after the fault, because they use a connection that was open before it ended. */
    private static final int MOST_FAILURES = 2;

    private static final Set<String> HANDSHAKE = Set.of("HELLO", "AUTH", "CLIENT", "SELECT", "ROLE", "PING");

    private final FaultServer server;
    private final Fault fault;
    private final FaultPhase phase;
    private final FaultOperation operation;
    private final String name;
    private final FaultProxy proxy;
    private final FaultState state;
    private final DistributedCoordination handle;
    private final ThreadGroup group;
    private final ExecutorService thread;
    private final CountDownLatch isHeld = new CountDownLatch(1);
    private final CountDownLatch calls = new CountDownLatch(1);
    private final List<String> problems = new CopyOnWriteArrayList<>();

    private volatile FaultAnswer answer = FaultAnswer.NONE;
    private int generation;
    private int failures;
    private volatile long nanos;
    private volatile boolean began;
    private volatile boolean closed;
    private volatile boolean closeTried;
    private volatile @Nullable FaultSubscriber subscriber;
    private @Nullable Future<?> attempt;

    /**
     * Creates a case.
     *
     * @param name the name of its user and its namespace
     * @param wrapping changes the handle, to see whether the checks notice it
     */
    FaultCase(
            FaultServer server,
            Fault fault,
            FaultPhase phase,
            FaultOperation operation,
            String name,
            UnaryOperator<DistributedCoordination> wrapping) {
        this.server = server;
        this.fault = fault;
        this.phase = phase;
        this.operation = operation;
        this.name = name;
        this.proxy = new FaultProxy(server.port());
        this.state = new FaultState(server::process, name, new FaultAdmin(server::port));
        // Where no call may fail because it takes too long, a slow machine must not be the reason.
        int factor = fault.promised(operation).contains(FaultAnswer.IN_DOUBT) ? 1 : 20;
        this.handle = wrapping.apply(RedisCoordination.builder(
                        URI.create("redis://" + name + ":" + FaultAnswer.PASSWORD + "@127.0.0.1:" + proxy.port()), name)
                .connectionTimeout(TIMEOUT.multipliedBy(factor))
                .socketTimeout(TIMEOUT.multipliedBy(factor))
                .livenessInterval(LIVENESS.multipliedBy(factor))
                .checkInterval(fault.checkInterval(phase))
                .build());
        this.group = new ThreadGroup(name);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(group, task, "fault-case");
            created.setDaemon(true);
            return created;
        });
    }

    Fault fault() {
        return fault;
    }

    FaultPhase phase() {
        return phase;
    }

    FaultOperation operation() {
        return operation;
    }

    String user() {
        return name;
    }

    FaultProxy proxy() {
        return proxy;
    }

    FaultState state() {
        return state;
    }

    DistributedCoordination handle() {
        return handle;
    }

    void setSubscriber(FaultSubscriber created) {
        subscriber = created;
    }

    /** Returns how often the state on the server was set. It is part of values, so that old ones are not taken for new ones. */
    int generation() {
        return generation;
    }

    void nextGeneration() {
        generation++; // by one thread at a time
    }

    FaultSubscriber subscriber() {
        FaultSubscriber created = subscriber;
        if (created == null) {
            throw new IllegalStateException("there is no subscriber");
        }
        return created;
    }

    /** Records that the operation has closed the handle. */
    void setClosed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns whether the server answers others now. */
    boolean answersOthers() {
        return !began || fault.answersOthers();
    }

    void setBegan(boolean lasts) {
        began = lasts;
    }

    /** Records that the operation has prepared its call, and makes it now. */
    void setCalls() {
        calls.countDown();
    }

    FaultAnswer answer() {
        return problems.isEmpty() ? answer : FaultAnswer.BAD;
    }

    /** Returns how many calls failed after the fault. */
    int failures() {
        return failures;
    }

    /** Returns how long the call took. */
    long nanos() {
        return nanos;
    }

    List<String> problems() {
        return problems;
    }

    /** Makes the case run something in its own thread, one after another. */
    Future<?> submit(Callable<?> step) {
        return thread.submit(() -> {
            try {
                step.call();
            } catch (BadOutcome e) {
                problems.add(e.getMessage());
            } catch (Throwable e) {
                problems.add(FaultAnswer.text(e));
            }
            return null;
        });
    }

    /** Waits for a step. If it takes too long, the case is bad. */
    void await(Future<?> step) throws Exception {
        try {
            step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StringBuilder stacks = new StringBuilder("hangs for " + PATIENCE);
            Thread.getAllStackTraces().forEach((running, stack) -> {
                if (running.getThreadGroup() == group) {
                    stacks.append("\n  ").append(running.getName()).append(" ").append(List.of(stack));
                }
            });
            problems.add(stacks.toString());
            proxy.closeConnections(FaultProxy.Link.End.RESET);
        }
    }

    /** Makes the call once without a fault, and fills the pool. */
    @Nullable
    Void setUp() throws Exception {
        state.connect();
        operation.prepare(this);
        retry(() -> {
            operation.open(this);
            return null;
        });
        if (operation instanceof FaultCallOperation) {
            retry(() -> {
                operation.prepare(this);
                operation.attempt(this);
                return null;
            });
            operation.prepare(this);
        }
        retry(this::fillPool);
        return null;
    }

    /** Repeats what may take too long on a busy machine. */
    private static void retry(Callable<?> step) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                step.call();
                return;
            } catch (CoordinationException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos() / 2) {
                    throw e;
                }
            }
        }
    }

    /** Makes as many calls at once as the pool is to hold connections. */
    private @Nullable Void fillPool() throws Exception {
        CyclicBarrier all = new CyclicBarrier(POOLED);
        proxy.setNetwork(new FaultProxy.Network() {
            @Override
            public void request(FaultProxy.Link link, RespFrame request) throws IOException, InterruptedException {
                if (request.command().equals("EXISTS")) {
                    try {
                        all.await(1, TimeUnit.SECONDS);
                    } catch (BrokenBarrierException | TimeoutException e) {
                        throw new IOException(e);
                    }
                }
                link.toServer(request);
            }
        });
        ExecutorService callers = Executors.newFixedThreadPool(POOLED);
        try {
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < POOLED; i++) {
                calls.add(callers.submit(() -> handle.cache().exists("none")));
            }
            for (Future<Boolean> call : calls) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CoordinationException cause ? cause : e;
        } finally {
            callers.shutdown();
            proxy.setNetwork(FaultProxy.Network.WORKING);
        }
        return null;
    }

    /** Begins to make the call, and waits until it is in flight if that is what the phase asks for. */
    void start() {
        if (phase.isInFlight()) {
            int[] left = {operation.occurrence()};
            proxy.hold(
                    frame -> frame.command().equals(operation.command()) && --left[0] <= 0,
                    phase == FaultPhase.REPLY_IN_FLIGHT,
                    isHeld::countDown);
        }
        attempt = submit(this::attempt);
    }

    void awaitInFlight() throws Exception {
        Future<?> started = attempt;
        if (started != null) {
            Await.until(
                    "the call is in flight", () -> calls.getCount() == 0 && isHeld.getCount() == 0 || started.isDone());
        }
    }

    void awaitAnswer() throws Exception {
        Future<?> started = attempt;
        if (started != null) {
            await(started);
        }
    }

    private @Nullable Void attempt() throws Exception {
        int sentBefore = proxy.requests().size();
        long start = System.nanoTime();
        try {
            operation.attempt(this);
            answer = FaultAnswer.RIGHT;
        } catch (CoordinationException e) {
            answer = FaultAnswer.of(e);
            if (!fault.promised(operation).contains(answer)
                    && (answer != FaultAnswer.PARTLY || operation.isOneStep())) {
                problems.add("not promised: " + FaultAnswer.text(e));
            }
        } finally {
            nanos = System.nanoTime() - start;
        }
        if (operation instanceof FaultCallOperation) {
            checkNothingRepeated(sentBefore);
        }
        return null;
    }

    private void checkNothingRepeated(int from) {
        List<List<String>> sent = proxy.requests();
        Set<List<String>> seen = new HashSet<>();
        for (List<String> request : sent.subList(from, sent.size())) {
            if (!HANDSHAKE.contains(request.get(0)) && !seen.add(request)) {
                problems.add("sent twice: " + request);
            }
        }
    }

    /** Checks, after the fault, what effect the call had. */
    @Nullable
    Void judge() throws Exception {
        operation.judge(this, answer);
        return null;
    }

    /**
     * Makes the call again, until it succeeds three times in a row. It may fail on connections that were open during the fault,
     * but not on each of them. On new ones, it may fail only because the machine is slow, and not forever.
     */
    @Nullable
    Void again() throws Exception {
        long start = System.nanoTime();
        int successes = 0;
        while (successes < 3) {
            int sentOverOld = proxy.sentOverOld();
            try {
                operation.again(this);
                successes++;
            } catch (CoordinationException e) {
                successes = 0;
                failures += proxy.sentOverOld() > sentOverOld || !FaultAnswer.isTooSlow(e) ? 1 : 0;
                if (!FaultAnswer.isUnavailable(e)
                        || failures > MOST_FAILURES
                        || System.nanoTime() - start > PATIENCE.toNanos() / 2) {
                    throw new BadOutcome("after the fault, the call goes on failing: " + FaultAnswer.text(e));
                }
            }
        }
        return null;
    }

    /** Closes the handle, which must leave nothing behind. */
    @Nullable
    Void closeHandle() throws Exception {
        closeTried = true;
        handle.close();
        try {
            Await.until("the connections are closed", () -> proxy.open() == 0);
            Await.until("the threads have ended", () -> threads().isEmpty());
        } catch (AssertionError e) {
            problems.add("after close, there are " + proxy.open() + " connections and the threads " + threads());
        }
        return null;
    }

    private List<String> threads() {
        Thread[] threads = new Thread[group.activeCount() + 10];
        int count = group.enumerate(threads);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String thread = threads[i].getName();
            // One thread times the large writes of all handles, and ends when there have been none for a while.
            if (thread.startsWith("coordination-redis-") && !thread.equals("coordination-redis-write-timeout")) {
                names.add(thread);
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return operation + " under \"" + fault + "\" " + phase;
    }

    @Override
    public void close() {
        proxy.close();
        if (!closeTried) {
            handle.close();
        }
        state.close();
        thread.shutdownNow();
    }
}
