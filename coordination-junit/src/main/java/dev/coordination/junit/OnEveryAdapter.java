// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test of a class once on each adapter, on a fresh backend each time. This shows that the adapters, and the
 * code that uses them, behave the same.
 *
 * <pre>{@code
 * @OnEveryAdapter({MemoryHarness.class, RedisHarness.class})
 * class LeaseKeeperTest {
 *     @Test
 *     void aRenewedLeaseIsKept(DistributedCoordination coordination, TimeControl time) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of constructors, lifecycle methods and test methods are resolved by type:
 * {@link dev.coordination.DistributedCoordination}, its four areas, {@link TimeControl}, and its
 * {@link java.time.Clock} and {@link java.util.concurrent.ScheduledExecutorService}. {@link Node} works as with
 * {@link CoordinationExtension}. Do not register that extension too: it supports only the in-memory adapter.
 *
 * <p>Each test has its own backend, with production settings. The failure of a test includes a timeline, as with
 * {@link CoordinationExtension}. The first line of the failure's message names the adapter, since reports often show
 * only the number of the run: an exception is wrapped in an {@link OnEveryAdapterException}, while a failed assertion
 * remains an {@link AssertionError}.
 *
 * <p>JUnit runs {@code @BeforeAll} and {@code @AfterAll} once for all adapters: their parameters belong to a separate
 * backend on the first adapter; no test uses that backend.
 *
 * <p>This annotation requires JUnit 5.13 or later; on an older version, the class fails with a message that says so.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ClassTemplate
@ExtendWith(OnEveryAdapterRequirement.class)
@ExtendWith(OnEveryAdapterExtension.class)
public @interface OnEveryAdapter {

    /**
     * Returns the harnesses of the adapters.
     *
     * @return at least one class, each with a constructor without parameters
     * @since 0.1.0
     */
    Class<? extends CoordinationHarness>[] value();
}
