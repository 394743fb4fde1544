package dev.coordination.parity;

import dev.coordination.junit.contract.CoordinationContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The contract again and again, in parallel and each time in another order: a test that depends on either is found out.
 *
 * <p>{@code -Dcoordination.contract.repeat=100} says how often, {@code -Dcoordination.contract.order=7} with which order to
 * begin.
 */
class RepeatedContractTest {

    private static final int TIMES = Integer.getInteger("coordination.contract.repeat", 2);
    private static final long FIRST_ORDER = Long.getLong("coordination.contract.order", 1);
    private static final int THREADS = 4;

    @TestFactory
    Stream<DynamicTest> onMemory() {
        return repeated(MemoryContractTest.class);
    }

    @TestFactory
    Stream<DynamicTest> onRedis() {
        return repeated(RedisContractTest.class);
    }

    private static Stream<DynamicTest> repeated(Class<? extends CoordinationContract> contract) {
        return Stream.iterate(FIRST_ORDER, seed -> seed + 1)
                .limit(TIMES)
                .map(seed -> DynamicTest.dynamicTest("order " + seed, () -> {
                    TestExecutionSummary summary = new ContractRun(contract, THREADS, seed).execute();

                    ContractRun.assertAllPassed(summary);
                }));
    }
}
