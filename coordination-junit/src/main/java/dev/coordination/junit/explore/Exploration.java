// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import dev.coordination.junit.harness.CoordinationHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Explores a program: runs it in many schedules, each on a fresh backend, until a schedule fails or all schedules that matter have
 * been run.
 *
 * <pre>{@code
 * Exploration.create().timeSteps(1).check(nodes -> {
 *     nodes.run(a -> count(a.cache()), b -> count(b.cache()));
 *     assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
 * });
 * }</pre>
 *
 * <p>In a schedule, exactly one node runs at a time, until its next step. There is a step before and after each call on the handle
 * of a node, when a message reaches a listener, when a wait or the delay of a task ends, and at each call on a
 * {@linkplain Nodes#shared shared} object. Time stands still while a node can run; with {@link #timeSteps}, it may move at other
 * moments, too.
 *
 * <p>Locks in the code of the nodes, such as a {@code synchronized} block around a call, are explored, too: the schedule decides
 * which thread acquires a lock. If another thread holds the lock that a thread needs before its next step, the thread continues
 * either when it can acquire the lock, or at once, and then waits for the lock. Of the threads that use the same locks, only one
 * waits at a time. If no thread can continue unless a second one waits, the JVM may have to decide the order, and the verdict is
 * at most {@link Verdict#BOUNDED}.
 *
 * <p>Instances are immutable and thread-safe. Each method that changes a setting returns a new instance. Several explorations can
 * run in parallel.
 *
 * @since 0.1.0
 */
public final class Exploration {

    private final Settings settings;

    private Exploration(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns an exploration with the default settings: the in-memory adapter, all orders of steps, no time steps, no faults, at
     * most 50,000 schedules for each level and strategy, and at most 2,000 steps in each schedule.
     *
     * @return an exploration
     * @since 0.1.0
     */
    public static Exploration create() {
        return new Exploration(Settings.DEFAULT);
    }

    /**
     * Sets how schedules are chosen. The default is {@link Strategy#PORTFOLIO}.
     *
     * @param strategy the strategy
     * @return an exploration with this setting
     * @since 0.1.0
     */
    public Exploration strategy(Strategy strategy) {
        return new Exploration(settings.withStrategy(Arguments.notNull(strategy, "strategy")));
    }

    /**
     * Sets the maximum number of schedules for each level and each strategy. The default is 50,000.
     *
     * @param schedules the maximum
     * @return an exploration with this setting
     * @throws IllegalArgumentException if the maximum is not positive
     * @since 0.1.0
     */
    public Exploration maxSchedules(long schedules) {
        return new Exploration(settings.withMaxSchedules(Settings.positive(schedules, "maxSchedules")));
    }

    /**
     * Sets how long the exploration may take before it gives up. By default there is no limit, because how much is proved within
     * a given time depends on the machine.
     *
     * @param budget the time, positive
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is zero or negative
     * @since 0.1.0
     */
    public Exploration budget(Duration budget) {
        return new Exploration(settings.withBudget(Settings.positive(budget, "budget")));
    }

    /**
     * Sets the maximum number of preemptions in a schedule of {@link Strategy#BOUNDED}, including where {@link Strategy#PORTFOLIO}
     * uses it. A preemption is a switch to another node, or to another thread of a node, although the current one could continue.
     * The default is 2.
     *
     * @param preemptions the maximum; not negative
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is negative
     * @since 0.1.0
     */
    public Exploration preemptions(int preemptions) {
        return new Exploration(settings.withPreemptions(Settings.notNegative(preemptions, "preemptions")));
    }

    /**
     * Sets how many times, in one schedule, time may move to the next deadline at any moment, although a node could run. The
     * default is 0: time passes only when all nodes wait. Time steps are needed to find bugs in which a lease expires between two
     * calls of its holder. When all nodes wait, time always moves; these moves count towards the maximum, too.
     *
     * @param steps the maximum number of time steps, from 0 to 100
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is negative or more than 100
     * @since 0.1.0
     */
    public Exploration timeSteps(int steps) {
        return new Exploration(settings.withTimeSteps(Settings.atMost(steps, 100, "timeSteps")));
    }

    /**
     * Sets how many faults may be injected in one schedule. The default is 0.
     *
     * @param faults the maximum number of faults, from 0 to 100
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is negative or more than 100
     * @since 0.1.0
     */
    public Exploration faults(int faults) {
        return new Exploration(settings.withFaults(Settings.atMost(faults, 100, "faults")));
    }

    /**
     * Sets which kinds of faults are injected. By default, these are all kinds except {@link FaultKind#RESTART}. Use
     * {@link #faults} to set how many faults are injected.
     *
     * @param kinds the kinds
     * @return an exploration with this setting
     * @throws IllegalArgumentException if there are no kinds
     * @since 0.1.0
     */
    public Exploration kinds(Collection<FaultKind> kinds) {
        return new Exploration(settings.withKinds(Settings.notEmpty(kinds)));
    }

    /**
     * Sets which kinds of faults are injected, as {@link #kinds(Collection)} does.
     *
     * @param kinds the kinds
     * @return an exploration with this setting
     * @throws IllegalArgumentException if there are no kinds
     * @since 0.1.0
     */
    public Exploration kinds(FaultKind... kinds) {
        return kinds(List.copyOf(Arrays.asList(kinds)));
    }

    /**
     * Sets by how much the clock of a node may differ from that of the backend. Each node is explored with each of these
     * differences, and with none. By default, all clocks agree.
     *
     * @param skews the differences; negative for a clock that is behind; at most 8
     * @return an exploration with this setting
     * @throws IllegalArgumentException if there are more than 8
     * @since 0.1.0
     */
    public Exploration clockSkew(Duration... skews) {
        return new Exploration(settings.withSkews(Settings.skews(skews)));
    }

    /**
     * Sets the seed of random schedules. The default is 1, so that an exploration finds the same failure whenever it is run.
     *
     * @param seed the seed
     * @return an exploration with this setting
     * @since 0.1.0
     */
    public Exploration seed(long seed) {
        return new Exploration(settings.withSeed(seed));
    }

    /**
     * Runs only the schedule that a token describes. If the program has changed so that the token no longer fits, the result is a
     * failure that says at which step it does not fit.
     *
     * @param token the token, from {@link ScheduleFailure#token}; empty to explore as usual
     * @return an exploration with this setting
     * @throws IllegalArgumentException if the token is not well-formed
     * @since 0.1.0
     */
    public Exploration replay(String token) {
        return new Exploration(settings.withReplay(Settings.token(token)));
    }

    /**
     * Sets the maximum number of steps in a schedule. A schedule that exceeds it fails. The default is 2,000.
     *
     * @param steps the maximum
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is not positive
     * @since 0.1.0
     */
    public Exploration maxSteps(int steps) {
        return new Exploration(settings.withMaxSteps((int) Settings.positive(steps, "maxSteps")));
    }

    /**
     * Sets the weakest verdict with which {@link #check} passes. The default is the strongest verdict that the strategy can
     * reach, but {@link Verdict#BOUNDED} for {@link Strategy#PORTFOLIO}.
     *
     * @param least {@link Verdict#PROVED}, {@link Verdict#BOUNDED} or {@link Verdict#NOT_PROVED}
     * @return an exploration with this setting
     * @throws IllegalArgumentException if it is any other verdict
     * @since 0.1.0
     */
    public Exploration require(Verdict least) {
        return new Exploration(settings.withRequired(Settings.required(least)));
    }

    /**
     * Explores on an adapter other than the in-memory adapter. Each schedule uses a new harness, which is closed afterwards.
     *
     * @param harness creates a harness with a fresh backend whose time can be moved; called on any thread of the exploration
     * @return an exploration with this setting
     * @since 0.1.0
     */
    public Exploration on(Supplier<? extends CoordinationHarness> harness) {
        Arguments.notNull(harness, "harness");
        return new Exploration(settings.withBackends(() -> ExploredBackend.of(harness.get())));
    }

    /**
     * Sets a listener that receives the progress of an exploration at regular intervals.
     *
     * @param interval the minimum interval between two reports, in real time; positive
     * @param listener the listener; called on a thread of the exploration
     * @return an exploration with this setting
     * @throws IllegalArgumentException if the interval is zero or negative
     * @since 0.1.0
     */
    public Exploration onProgress(Duration interval, Consumer<? super ExplorationProgress> listener) {
        Settings.positive(interval, "interval");
        return new Exploration(settings.withProgress(interval, Arguments.notNull(listener, "listener")));
    }

    /**
     * Explores a program.
     *
     * @param program the program
     * @return the result, which includes the failure if the program fails
     * @throws IllegalArgumentException if {@link #kinds} were set, but {@link #faults} is 0
     * @throws IllegalStateException if the program cannot be explored, for example because it runs no nodes, or if the calling
     *     thread is interrupted
     * @since 0.1.0
     */
    public ExplorationResult run(Program program) {
        Arguments.notNull(program, "program");
        checkKinds();
        return new Exploring(settings, program, new Limits(settings))
                .run((trials, limits) -> new Explorer(settings, trials, limits).explore());
    }

    /**
     * Explores a program, and fails if a schedule fails, if the verdict is weaker than {@linkplain #require required}, or if a
     * condition that should hold {@linkplain Nodes#sometimes sometimes} never did.
     *
     * @param program the program
     * @return the result
     * @throws ExplorationFailedError if the exploration fails
     * @throws IllegalStateException under the same conditions as {@link #run}
     * @throws IllegalArgumentException under the same conditions as {@link #run}
     * @since 0.1.0
     */
    public ExplorationResult check(Program program) {
        return Outcome.check(settings, run(program));
    }

    /**
     * Returns the cases in which a program is run with every fault: first without a fault, then once for each call and each way
     * in which the call can fail. In each case, the nodes run one after the other as far as they can. If {@link #faults} is 2 or
     * more, each case leads to further cases for the calls that follow its fault.
     *
     * <p>The cases depend on what the program did in earlier cases, so each case must be run before the next one is taken. All
     * cases must run the same program. The kinds of faults, the step limit and the backend are those of this exploration.
     *
     * @return the cases; not thread-safe; {@code next} throws an {@link IllegalStateException} if the previous case has not been
     *     run
     * @since 0.1.0
     */
    public Iterator<FaultCase> faultCases() {
        return newFaultCases();
    }

    void checkKinds() {
        settings.checkKinds();
    }

    FaultCases newFaultCases() {
        return new FaultCases(settings);
    }

    /**
     * Runs a program with every fault, as described at {@link #faultCases}. If a case fails, this method throws nothing; the
     * result contains the failure.
     *
     * @param program the program
     * @return the result; {@link Verdict#PROVED} means that no case fails
     * @since 0.1.0
     */
    public ExplorationResult everyFault(Program program) {
        Arguments.notNull(program, "program");
        return new Exploring(settings, program, new Limits(settings))
                .run((trials, limits) -> new FaultSweep(settings, trials, limits).sweep());
    }

    // ---- for tests of the exploration

    /** Keeps only some of the rules of the reduction. */
    Exploration rules(Set<ReductionRule> rules) {
        return new Exploration(settings.withHooks(settings.hooks().withRules(rules)));
    }

    /** Explores only one level, or the last level if that is lower. */
    Exploration level(Level level) {
        return new Exploration(settings.withHooks(settings.hooks().withLevel(level)));
    }

    /** Sets whether the start of a node, and the return of each call, are always steps. By default, they are. */
    Exploration fine(boolean fine) {
        return new Exploration(settings.withHooks(settings.hooks().withFine(fine)));
    }

    /**
     * Calls an observer at the end of each schedule, on the thread that runs the program. The observer receives what the program
     * has thrown, or null, or a {@link Signal} if the schedule was abandoned. The exploration continues after a failure.
     */
    Exploration onSchedule(Consumer<? super @Nullable Throwable> observer) {
        return new Exploration(settings.withHooks(settings.hooks().withObserver(observer)));
    }

    /** Sets the kind of threads on which the exploration starts. */
    Exploration threads(ThreadKind kind) {
        return new Exploration(settings.withHooks(settings.hooks().withThreads(kind)));
    }
}
