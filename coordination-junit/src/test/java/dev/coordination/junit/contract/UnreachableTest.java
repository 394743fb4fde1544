// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests that an adapter may take some time to find out that the backend is unreachable. */
class UnreachableTest {

    /** The number of calls that must begin before any of them fails: most of the operations. */
    private static final int MANY = 25;

    @Test
    void allCallsOnAnUnreachableBackendAreMadeAtTheSameTime() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedMethod(
                        List.of(SlowToFailTestCase.class),
                        CoordinationContract.ClosingRules.class,
                        "everyCallOnAnUnreachableBackendThrows"))
                .enableImplicitConfigurationParameters(false)
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1));
    }

    /** The contract on an adapter whose calls on an unreachable backend fail only after {@link #MANY} of them have begun. */
    static class SlowToFailTestCase extends CoordinationContract {

        @Override
        protected CoordinationHarness harness() {
            return new ForwardingHarness(new MemoryHarness()) {
                @Override
                public DistributedCoordination connectUnreachable() {
                    return slowToFail(DistributedCoordination.class, new CountDownLatch(MANY));
                }
            };
        }

        private static <T> T slowToFail(Class<T> type, CountDownLatch begun) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                        if (type == DistributedCoordination.class) {
                            return called.getName().equals("close") ? null : slowToFail(called.getReturnType(), begun);
                        }
                        begun.countDown();
                        begun.await();
                        throw new CoordinationUnavailableException("the backend cannot be reached");
                    }));
        }
    }

    @Test
    void thereAreMoreOperationsThanCallsThatMustBegin() {
        assertThat(OperationUnderTest.onNames(Duration.ofSeconds(1))).hasSizeGreaterThan(MANY);
    }
}
