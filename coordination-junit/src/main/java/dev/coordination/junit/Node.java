// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter its own handle on the test's backend, as another process would have. Applies to
 * {@link dev.coordination.DistributedCoordination} and its four areas, and to
 * {@link java.util.concurrent.ScheduledExecutorService}: the scheduler belongs to that process alone and runs on the
 * test's time. Within one test, parameters that name the same node share a handle and a scheduler; parameters without
 * the annotation share another pair.
 *
 * @see CoordinationExtension
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface Node {

    /**
     * Returns the name that distinguishes this node from the test's other nodes; must not be blank. It is not a node
     * id.
     *
     * @return the name
     * @since 0.1.0
     */
    String value();
}
