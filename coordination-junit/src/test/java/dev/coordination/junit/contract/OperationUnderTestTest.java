// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.faulty.MethodRecorder;
import dev.coordination.memory.MemoryBackend;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Checks that the tests of all operations cover every method of the port, and every name and TTL that the port takes. */
class OperationUnderTestTest {

    private static final Duration TTL = Duration.ofMinutes(4);
    private static final String NAME = "the name under test";
    private static final Duration TTL_UNDER_TEST = Duration.ofMinutes(7);

    @AutoClose
    private final MemoryBackend backend = MemoryBackend.create();

    private final MethodRecorder recorder = new MethodRecorder();
    private final DistributedCoordination handle = recorder.record(backend.connect());

    private static Stream<Method> methodsOfAreas() {
        return MethodRecorder.methodsOfThePort().stream()
                .filter(method -> method.getDeclaringClass() != DistributedCoordination.class)
                .filter(method -> method.getDeclaringClass() != Subscription.class);
    }

    /** Returns the parameters of the given types, except the text of {@code setText}, which is a value, not a name. */
    private static Set<String> parameters(Class<?>... types) {
        return methodsOfAreas()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> Arrays.asList(types).contains(parameter.getType()))
                .filter(parameter -> !parameter.getName().equals("text"))
                .map(OperationUnderTestTest::inWords)
                .collect(Collectors.toSet());
    }

    private static String inWords(Parameter parameter) {
        return parameter.getName() + " of " + parameter.getDeclaringExecutable();
    }

    /** Calls the operations with the argument, and returns the parameters that received it. */
    private <T> Set<String> parametersGiven(T argument, List<OperationUnderTest<T>> operations) throws Exception {
        for (OperationUnderTest<T> operation : operations) {
            operation.call().on(handle, argument);
        }
        return recorder.calls().stream()
                .flatMap(call -> IntStream.range(0, call.arguments().size())
                        .filter(i -> contains(call.arguments().get(i), argument))
                        .mapToObj(i -> inWords(call.method().getParameters()[i])))
                .collect(Collectors.toSet());
    }

    private static boolean contains(Object given, Object argument) {
        if (given instanceof Object[] names) {
            return Arrays.asList(names).contains(argument);
        }
        if (given instanceof Collection<?> topics) {
            return topics.stream()
                    .anyMatch(topic ->
                            topic instanceof Topic named && named.name().equals(argument));
        }
        return argument.equals(given);
    }

    @Test
    void everyMethodOfAnAreaIsAnOperation() throws Exception {
        for (OperationUnderTest<String> operation : OperationUnderTest.all(TTL)) {
            operation.call().on(handle, NAME);
        }

        assertThat(recorder.calls())
                .extracting(MethodRecorder.Call::method)
                .containsAll(methodsOfAreas().toList());
    }

    @Test
    void everyNameIsTheArgumentOfAnOperation() throws Exception {
        Set<String> given = parametersGiven(NAME, OperationUnderTest.onNames(TTL));
        given.addAll(parametersGiven(NAME, OperationUnderTest.onPatterns()));

        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(parameters(String.class, String[].class, Collection.class));
    }

    @Test
    void everyTtlIsTheArgumentOfAnOperation() throws Exception {
        Leadership held = new Leadership("e", "n", 1);

        assertThat(parametersGiven(TTL_UNDER_TEST, OperationUnderTest.onTtls(held)))
                .containsExactlyInAnyOrderElementsOf(parameters(Duration.class));
    }

    /** The operations above try null for names and TTLs. */
    @Test
    void everyOtherArgumentIsTriedWithNull() {
        Stream.of(
                        NullArguments.ofSet(TTL),
                        NullArguments.ofSetIfAbsent(TTL),
                        NullArguments.ofReplace(new byte[0]),
                        NullArguments.ofDelete(),
                        NullArguments.ofRenew(TTL),
                        NullArguments.ofRelease(),
                        NullArguments.ofRegister(TTL),
                        NullArguments.ofPublish(),
                        NullArguments.ofSubscribe(),
                        NullArguments.ofListening(),
                        NullArguments.ofWaiting())
                .flatMap(List::stream)
                .forEach(operation -> assertThatThrownBy(() -> operation.call().on(handle, null))
                        .as(operation.toString())
                        .isInstanceOf(NullPointerException.class));

        assertThat(nullArguments())
                .containsExactlyInAnyOrderElementsOf(MethodRecorder.methodsOfThePort().stream()
                        .flatMap(method -> Arrays.stream(method.getParameters()))
                        .filter(OperationUnderTestTest::isTriedWithNull)
                        .map(OperationUnderTestTest::inWords)
                        .toList());
    }

    private static boolean isTriedWithNull(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return parameter.getName().equals("text");
        }
        boolean ttl = type == Duration.class && !parameter.getName().equals("timeout");
        return !type.isPrimitive() && !ttl;
    }

    /** Returns the parameters that received null, or an array or a collection that contains null. */
    private Set<String> nullArguments() {
        return recorder.calls().stream()
                .flatMap(call -> IntStream.range(0, call.arguments().size())
                        .filter(i -> isNull(call.arguments().get(i)))
                        .mapToObj(i -> inWords(call.method().getParameters()[i])))
                .collect(Collectors.toSet());
    }

    private static boolean isNull(Object given) {
        return given == null
                || given instanceof Object[] names && Arrays.asList(names).contains(null)
                || given instanceof Collection<?> topics && topics.stream().anyMatch(topic -> topic == null);
    }
}
