// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.parameters.ProvidesParameters;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test in every interleaving of the coordination calls of its nodes. The test counts as one test: it passes if every
 * schedule passes, and otherwise fails with the simplest failing schedule that was found.
 *
 * <pre>{@code
 * @EveryInterleaving
 * void noHitIsLost(Nodes nodes) throws Exception {
 *     nodes.run(a -> count(a.cache()), b -> count(b.cache()));
 *     assertThat(nodes.node("reader").cache().getText("hits")).contains("2");
 * }
 * }</pre>
 *
 * <p>Each schedule has a fresh backend, fresh nodes and its own test instance, on which the {@code @BeforeEach} and
 * {@code @AfterEach} methods are called. {@code @BeforeAll} and {@code @AfterAll} methods, and the callbacks of other extensions,
 * are called once for all schedules. All schedules share the state in static fields, so the test must not change it. The lifecycle
 * {@code PER_CLASS}, extensions that set fields of the test instance, and {@code @RegisterExtension} on a field that is not static
 * are refused.
 *
 * <p>The test, its lifecycle methods and its constructor can have parameters of these types: {@link Nodes}; {@link Node},
 * {@link dev.coordination.DistributedCoordination}, its four areas and {@link java.util.concurrent.ScheduledExecutorService},
 * which belong to the node that {@link dev.coordination.junit.Node @Node} names, or to a node named {@code test} without this
 * annotation; and {@link java.time.Clock}. All of them belong to the schedule. {@link dev.coordination.memory.FakeClock},
 * {@link dev.coordination.junit.harness.TimeControl} and {@link dev.coordination.memory.MemoryBackend} are refused, because what
 * they do would not be part of the schedule. In a class with {@link dev.coordination.junit.CoordinationExtension}, the exploration
 * provides the parameters of this test, and the settings of that extension do not apply to it. In a class with
 * {@link dev.coordination.junit.OnEveryAdapter}, the test is explored on each adapter.
 *
 * <p>After the test, a report entry named {@value #REPORT} says how many schedules were run, what was proved, and which faults
 * were injected at which calls. An exploration that takes longer than two seconds prints its progress to {@code System.out} every
 * two seconds.
 *
 * <p>This annotation cannot be combined with {@code @ParameterizedTest} or another test template. Such a test can use
 * {@link Exploration} instead.
 *
 * @see Exploration
 * @see EveryFault
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@ExtendWith(InterleavingExtension.class)
@ProvidesParameters
public @interface EveryInterleaving {

    /** The name of the report entry. */
    String REPORT = "coordination.exploration";

    /**
     * Returns how schedules are chosen.
     *
     * @return the strategy
     * @see Exploration#strategy
     * @since 0.1.0
     */
    Strategy strategy() default Strategy.PORTFOLIO;

    /**
     * Returns the maximum number of schedules for each level and each strategy.
     *
     * @return the maximum, positive
     * @see Exploration#maxSchedules
     * @since 0.1.0
     */
    long maxSchedules() default 50_000;

    /**
     * Returns how many seconds the exploration may take. How much it proves in this time depends on the machine.
     *
     * @return the number of seconds, or 0 for no limit
     * @see Exploration#budget
     * @since 0.1.0
     */
    int budgetSeconds() default 0;

    /**
     * Returns the maximum number of preemptions, for programs with too many schedules to explore them all.
     *
     * @return the maximum, not negative
     * @see Exploration#preemptions
     * @since 0.1.0
     */
    int preemptions() default 2;

    /**
     * Returns how many times, in one schedule, time may move to the next deadline although a node could run.
     *
     * @return the maximum number of time steps, from 0 to 100
     * @see Exploration#timeSteps
     * @since 0.1.0
     */
    int timeSteps() default 0;

    /**
     * Returns how many faults may be injected in one schedule.
     *
     * @return the maximum number of faults, from 0 to 100
     * @see Exploration#faults
     * @since 0.1.0
     */
    int faults() default 0;

    /**
     * Returns which kinds of faults are injected.
     *
     * @return the kinds; empty for all but {@link FaultKind#RESTART}
     * @see Exploration#kinds(FaultKind...)
     * @since 0.1.0
     */
    FaultKind[] kinds() default {};

    /**
     * Returns by how much the clock of a node may differ from that of the backend.
     *
     * @return the differences in the format of {@link java.time.Duration#parse}, such as {@code PT5S} and {@code -PT5S}; at most
     *     8
     * @see Exploration#clockSkew
     * @since 0.1.0
     */
    String[] clockSkew() default {};

    /**
     * Returns the seed of random schedules.
     *
     * @return the seed
     * @see Exploration#seed
     * @since 0.1.0
     */
    long seed() default 1;

    /**
     * Returns the token of a schedule, as printed with a failure. The test then runs only this schedule.
     *
     * @return the token; empty to explore as usual
     * @see Exploration#replay
     * @since 0.1.0
     */
    String replay() default "";

    /**
     * Returns the maximum number of steps in a schedule. A schedule that exceeds it fails.
     *
     * @return the maximum, positive
     * @see Exploration#maxSteps
     * @since 0.1.0
     */
    int maxSteps() default 2_000;

    /**
     * Returns the weakest verdict with which the test passes, if it differs from the default. With {@link Verdict#NOT_PROVED},
     * the test passes if no schedule fails within the budget.
     *
     * @return one verdict, or empty for the default
     * @see Exploration#require
     * @since 0.1.0
     */
    Verdict[] require() default {};
}
