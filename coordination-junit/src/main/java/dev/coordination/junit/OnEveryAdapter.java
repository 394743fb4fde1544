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
 * Runs each test of a class once on each adapter, on a fresh backend each time: so that not only the adapters, but also the
 * code that uses them, is seen to behave the same.
 *
 * <pre>{@code
 * @OnEveryAdapter({MemoryHarness.class, RedisHarness.class})
 * class LeaseKeeperTest {
 *     @Test
 *     void aLeaseThatIsRenewedIsKept(DistributedCoordination coordination, TimeControl time) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of constructors, lifecycle and test methods are resolved by type: {@link dev.coordination.DistributedCoordination},
 * its four areas, {@link TimeControl}, {@link java.time.Clock} and {@link java.util.concurrent.ScheduledExecutorService} (those
 * of the time control).
 * {@link Node} works as with {@link CoordinationExtension}, which is for memory alone and not to be registered beside this.
 *
 * <p>Each test has a backend of its own, with the settings of production. When it fails, its failure tells what happened there, as
 * with {@link CoordinationExtension}. The first line names the adapter, since reports often show no more than the number of the
 * run: an exception is the cause of an {@link OnEveryAdapterException}, a failed assertion stays one.
 *
 * <p>JUnit runs {@code @BeforeAll} and {@code @AfterAll} once for all adapters: their parameters belong to a backend of the class,
 * on the first adapter, which no test uses.
 *
 * <p>Requires JUnit 5.13 or later; on an older version the class fails with a message that says so.
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
     * @return at least one class, each with a constructor that takes nothing
     * @since 0.1.0
     */
    Class<? extends CoordinationHarness>[] value();
}
