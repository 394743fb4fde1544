// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.Operation;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryBackend;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that calls are recorded and forwarded unchanged, including nulls and default methods. */
class CallRecorderTest {

    @AutoClose
    private final MemoryBackend backend = MemoryBackend.create();

    private final List<CoordinationCall> calls = new ArrayList<>();
    private final CallRecorder recorder = new CallRecorder(backend.clock(), System::nanoTime, calls::add);
    private final DistributedCoordination handle = recorder.record(backend.connect());

    @BeforeEach
    void start() {
        recorder.start();
    }

    private static Stream<Method> methodsOfThePort() {
        return Stream.of(
                        DistributedCoordination.class,
                        SharedCache.class,
                        PubSub.class,
                        LeaderElection.class,
                        ClusterMembership.class,
                        Subscription.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    /** Returns null or zero for each parameter. */
    private static @Nullable Object[] defaultArguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == long.class ? (Object) 0L : null)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("methodsOfThePort")
    void everyCallReachesTheAdapterUnchanged(Method method) throws Exception {
        List<Method> calledMethods = new ArrayList<>();
        List<@Nullable Object> passed = new ArrayList<>();
        IllegalStateException thrown = new IllegalStateException("seen");
        Class<?> type = method.getDeclaringClass();
        Object target = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            calledMethods.add(called);
            passed.addAll(args == null ? List.of() : Arrays.asList(args));
            throw thrown;
        });
        Object recorded = recorder.record(type, target, "1");
        Object[] arguments = defaultArguments(method);

        assertThatThrownBy(() -> method.invoke(recorded, arguments)).hasCause(thrown);

        assertThat(calledMethods).containsExactly(method);
        assertThat(passed).containsExactly(arguments);
    }

    @ParameterizedTest
    @MethodSource("methodsOfThePort")
    void everyMethodExceptAreaAccessorsIsAnOperation(Method method) {
        boolean isAreaAccessor =
                Set.of("cache", "pubSub", "leaderElection", "clusterMembership").contains(method.getName());

        assertThat(CallRecorder.operation(method).isEmpty()).isEqualTo(isAreaAccessor);
    }

    @Test
    void aCallIsRecordedWithItsTimeHandleArgumentsAndResult() {
        DistributedCoordination other = recorder.record(backend.connect());
        handle.cache().set("k", "x".getBytes(UTF_8), Duration.ofMinutes(4));
        backend.clock().advance(Duration.ofMinutes(1));
        other.cache().exists("k");

        assertThat(calls)
                .extracting(CoordinationCall::operation)
                .containsExactly(Operation.CACHE_SET, Operation.CACHE_EXISTS);
        assertThat(calls).extracting(CoordinationCall::handle).containsExactly("1", "2");
        assertThat(calls.get(0).arguments()).containsExactly("k", "x".getBytes(UTF_8), Duration.ofMinutes(4));
        assertThat(calls.get(1).result()).isEqualTo(true);
        assertThat(Duration.between(calls.get(0).at(), calls.get(1).at())).isEqualTo(Duration.ofMinutes(1));
        assertThat(calls.get(0).sequence()).isLessThan(calls.get(1).sequence());
    }

    @Test
    void aCallThatThrowsIsRecordedAndRethrowsTheException() {
        assertThatThrownBy(() -> handle.cache().get(""))
                .satisfies(thrown -> assertThat(calls)
                        .singleElement()
                        .extracting(CoordinationCall::thrown)
                        .isSameAs(thrown));
    }

    @Test
    void callsOnSubscriptionsAreRecorded() throws Exception {
        Subscription subscription = handle.pubSub().subscribe("a", "b");
        handle.pubSub().publish("b", new byte[] {1});
        subscription.poll();
        subscription.close();

        assertThat(calls)
                .extracting(CoordinationCall::operation)
                .containsExactly(
                        Operation.PUB_SUB_SUBSCRIBE,
                        Operation.PUB_SUB_PUBLISH,
                        Operation.SUBSCRIPTION_POLL,
                        Operation.SUBSCRIPTION_CLOSE);
        assertThat(calls.get(0).arguments()).containsExactly(List.of("a", "b"));
        assertThat(calls.get(2).subscription()).isSameAs(calls.get(0).result());
    }

    @Test
    void callsByOtherThreadsAreNotRecorded() throws Exception {
        FutureTask<Boolean> elsewhere = new FutureTask<>(() -> handle.cache().exists("k"));

        Thread thread = new Thread(elsewhere);
        thread.start();

        assertThat(elsewhere.get()).isFalse();
        assertThat(calls).isEmpty();
    }

    @Test
    void areasKeepTheirIdentity() {
        assertThat(handle.cache()).isSameAs(handle.cache());

        DistributedCoordination unstable = recorder.record((DistributedCoordination) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DistributedCoordination.class},
                (proxy, called, args) -> backend.connect().cache()));
        assertThat(unstable.cache()).isNotSameAs(unstable.cache());
    }

    @Test
    void aRecordedHandleEqualsOnlyItself() {
        DistributedCoordination other = recorder.record(backend.connect());

        assertThat(handle).isEqualTo(handle).isNotEqualTo(other).hasSameHashCodeAs(handle);
        assertThat(handle).hasToString("in-memory handle 1");
        assertThat(calls).isEmpty();
    }
}
