// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.SharedCache;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that the checks of the fault matrix notice handles that break the rules. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultCheckTest {

    /** What a faulty handle does when a call of the cache fails. */
    private interface OnFailure {
        @Nullable
        Object handle(SharedCache cache, Method method, Object[] arguments, CoordinationUnavailableException failure)
                throws ReflectiveOperationException;
    }

    @Test
    void aWriteThatIsRepeatedIsNoticed() throws Exception {
        List<String> problems = problems(
                "truncated, then closed", (cache, method, arguments, failure) -> method.invoke(cache, arguments));

        assertThat(problems)
                .anyMatch(problem -> problem.startsWith("increment under") && problem.contains("sent twice"));
        assertThat(problems).anyMatch(problem -> problem.startsWith("set under") && problem.contains("sent twice"));
        assertThat(problems)
                .anyMatch(problem -> problem.startsWith("increment under") && problem.contains("{c:counter=43}"));
    }

    @Test
    void aDefaultInPlaceOfAnExceptionIsNoticed() throws Exception {
        List<String> problems = problems("nothing arrives", (cache, method, arguments, failure) -> defaultOf(method));

        assertThat(problems).anyMatch(problem -> problem.startsWith("get under") && problem.contains("a wrong answer"));
        assertThat(problems)
                .anyMatch(problem -> problem.startsWith("set under") && problem.contains("after right answer"));
    }

    private static @Nullable Object defaultOf(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return true;
        }
        return type == long.class ? (Object) 0L : type == Optional.class ? Optional.empty() : null;
    }

    @Test
    void anExceptionThatPromisesTooMuchIsNoticed() throws Exception {
        List<String> problems = problems("replies do not arrive", (cache, method, arguments, failure) -> {
            throw new CoordinationUnavailableException("Redis (G-06); nothing was sent");
        });

        assertThat(problems)
                .anyMatch(problem -> problem.startsWith("set under") && problem.contains("after nothing was sent"));
    }

    @Test
    void aPasswordInAnExceptionIsNoticed() throws Exception {
        List<String> problems = problems("replies do not arrive", (cache, method, arguments, failure) -> {
            failure.addSuppressed(new IllegalStateException(FaultAnswer.PASSWORD));
            throw failure;
        });

        assertThat(problems).anyMatch(problem -> problem.startsWith("get under") && problem.contains("not promised"));
    }

    @Test
    void aRawExceptionIsNoticed() throws Exception {
        List<String> problems = problems("replies do not arrive", (cache, method, arguments, failure) -> {
            throw new IllegalStateException("raw");
        });

        assertThat(problems).anyMatch(problem -> problem.startsWith("get under") && problem.contains("raw"));
    }

    private static List<String> problems(String fault, OnFailure onFailure) throws Exception {
        Fault chosen = FaultMatrix.faults().stream()
                .filter(candidate -> candidate.toString().equals(fault))
                .findFirst()
                .orElseThrow();
        List<FaultOperation> operations = FaultOperations.all().stream()
                .filter(operation -> List.of("get", "set", "increment").contains(operation.toString()))
                .toList();
        try (FaultMatrix matrix = new FaultMatrix(faulty(onFailure))) {
            return FaultMatrix.problems(
                    matrix.submit(chosen, FaultPhase.IN_USE, operations).get());
        }
    }

    /** Returns what makes the cache of a handle faulty. */
    private static UnaryOperator<DistributedCoordination> faulty(OnFailure onFailure) {
        return handle -> proxy(DistributedCoordination.class, (proxy, method, arguments) -> {
            Object result = invoke(handle, method, arguments);
            return result instanceof SharedCache cache ? faulty(cache, onFailure) : result;
        });
    }

    private static SharedCache faulty(SharedCache cache, OnFailure onFailure) {
        return proxy(SharedCache.class, (proxy, method, arguments) -> {
            try {
                return invoke(cache, method, arguments);
            } catch (CoordinationUnavailableException e) {
                try {
                    return onFailure.handle(cache, method, arguments, e);
                } catch (InvocationTargetException again) {
                    throw again.getCause();
                }
            }
        });
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FaultCheckTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
