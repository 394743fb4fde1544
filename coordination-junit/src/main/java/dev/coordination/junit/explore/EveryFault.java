// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.junit.parameters.ProvidesParameters;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a test with every fault: once without a fault, and then once for each call of its nodes and each way in which the call can
 * fail. Each run is a separate invocation, and its display name describes the fault:
 *
 * <pre>{@code
 * @EveryFault
 * void theJobIsDoneWhateverFails(Nodes nodes) throws Exception {
 *     nodes.run(Map.of("a", node -> runJob(node)));
 *     nodes.advance(ofSeconds(31));
 *     nodes.run(Map.of("b", node -> runJob(node)));
 *     assertThat(nodes.node("test").cache().exists("job:done")).isTrue();
 * }
 * }</pre>
 *
 * <p>In each run, the nodes run one after the other as far as they can. To combine faults with interleavings, use
 * {@link EveryInterleaving#faults}.
 *
 * <p>Each run has a fresh backend and fresh nodes, and the same parameters as with {@link EveryInterleaving}. Unless
 * {@link #summary} is set, JUnit executes it like any other test: with a new test instance, lifecycle methods and the callbacks of
 * other extensions. The lifecycle {@code PER_CLASS} is refused.
 *
 * <p>The runs depend on what earlier runs did. Therefore, all of them are executed in the same thread, one after the other, even
 * if JUnit is configured to execute tests in parallel. {@code @Execution(CONCURRENT)} on the method is refused.
 *
 * @see Exploration#faultCases
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(FaultExtension.class)
@ProvidesParameters
public @interface EveryFault {

    /**
     * Returns the maximum number of faults in one run. With 2, each run with a fault leads to further runs in which a later call
     * fails, too. This reaches calls that are made only after a fault.
     *
     * @return the maximum number of faults, from 1 to 100
     * @since 0.1.0
     */
    int faults() default 1;

    /**
     * Returns which kinds of faults are injected.
     *
     * @return the kinds; empty for all but {@link FaultKind#RESTART}
     * @since 0.1.0
     */
    FaultKind[] kinds() default {};

    /**
     * Returns whether nodes are also restarted after they have died, as if {@link #kinds} contained {@link FaultKind#RESTART}.
     *
     * @return whether nodes are restarted
     * @since 0.1.0
     */
    boolean restart() default false;

    /**
     * Returns whether all runs together are one invocation, which fails at the first run that fails. Test instances and lifecycle
     * methods are then treated as by {@link EveryInterleaving}: each run has a new instance, and the callbacks of other
     * extensions are called only once.
     *
     * @return whether all runs together are one invocation
     * @since 0.1.0
     */
    boolean summary() default false;

    /**
     * Returns the token of a run, as printed with a failure. The test then has one invocation, which repeats this run.
     *
     * @return the token; empty to run the test with every fault
     * @since 0.1.0
     */
    String replay() default "";

    /**
     * Returns the maximum number of steps in a run. A run that exceeds it fails.
     *
     * @return the maximum, positive
     * @since 0.1.0
     */
    int maxSteps() default 2_000;
}
