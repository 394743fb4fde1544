// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.ClusterMembership;
import dev.coordination.CoordinationCall;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.ObservedCoordination;
import dev.coordination.Operation;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls that a test makes on its handles.
 *
 * <p>Every call reaches the adapter unchanged, including calls with null arguments, calls of default methods, and calls
 * that return an area. An {@link ObservedCoordination} would not do: it gets each area only once and calls default
 * methods itself, so the contract would not test the adapter's own.
 *
 * <p>Only the calls of the test's own thread, and of threads that it waits for, are recorded. Recording others would
 * keep apart threads that are meant to race.
 */
final class CallRecorder implements BackgroundThreads.Recorder {

    private static final Map<String, Operation> OPERATIONS =
            Stream.of(Operation.values()).collect(Collectors.toUnmodifiableMap(Operation::toString, each -> each));

    /** Methods that share the operation of another method. */
    private static final Map<String, String> VARIANTS =
            Map.of("subscribeMatching", "subscribe", "getText", "get", "setText", "set");

    /**
     * The types of the returned objects whose calls are recorded, too, each with the prefix of its operations' names.
     */
    private static final Map<Class<?>, String> PARTS = Map.of(
            SharedCache.class, "cache.",
            PubSub.class, "pubSub.",
            LeaderElection.class, "leaderElection.",
            ClusterMembership.class, "clusterMembership.",
            Subscription.class, "subscription.");

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<? super CoordinationCall> calls;
    private volatile @Nullable Thread recorded;
    private volatile @Nullable LastCall last;
    private final LongAdder nanosInCalls = new LongAdder();
    private int handles;

    /**
     * Creates a recorder.
     *
     * @param clock the clock of the backend
     * @param nanoTime the clock by which calls are timed
     * @param calls receives each call when it has ended
     */
    CallRecorder(Clock clock, LongSupplier nanoTime, Consumer<? super CoordinationCall> calls) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.calls = calls;
    }

    /** The last call that was recorded. */
    record LastCall(CoordinationCall call, Class<?> returnType, boolean hasEnded) {}

    /** Records the calls of this thread from now on. */
    void start() {
        recorded = Thread.currentThread();
    }

    /** Returns the last recorded call, which may still be running, or empty if there was none. */
    Optional<LastCall> last() {
        return Optional.ofNullable(last);
    }

    /** Returns the total time that the recorded calls have taken, not counting a call that is still running. */
    Duration timeInCalls() {
        return Duration.ofNanos(nanosInCalls.sum());
    }

    @Override
    public <T> Callable<T> recordElsewhere(Callable<T> call) {
        return () -> {
            Thread before = recorded;
            recorded = Thread.currentThread();
            try {
                return call.call();
            } finally {
                recorded = before;
            }
        };
    }

    /** Returns a handle that has a number as its name, and whose calls are recorded. */
    DistributedCoordination record(DistributedCoordination handle) {
        return (DistributedCoordination) record(DistributedCoordination.class, handle, Integer.toString(nextHandle()));
    }

    private synchronized int nextHandle() {
        return ++handles;
    }

    /** Returns a handle, an area or a subscription whose calls are recorded. */
    Object record(Class<?> type, Object part, String handle) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Recorded(part, handle));
    }

    /** Returns the operation of a method of the port, or empty for a method that returns an area. */
    static Optional<Operation> operation(Method method) {
        String name = VARIANTS.getOrDefault(method.getName(), method.getName());
        return Optional.ofNullable(OPERATIONS.get(PARTS.getOrDefault(method.getDeclaringClass(), "") + name));
    }

    /** Returns the operation of the methods with this name, or empty if there is none or there are several. */
    static Optional<Operation> operation(String methodName) {
        String name = VARIANTS.getOrDefault(methodName, methodName);
        List<Operation> found = Stream.of(Operation.values())
                .filter(operation -> operation.toString().endsWith("." + name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** A handle, an area or a subscription. */
    private final class Recorded implements InvocationHandler {

        private final Object part;
        private final String handle;

        /** The last object returned for each type, so that asking twice for the same area returns the same object. */
        private final Map<Class<?>, Returned> returned = new ConcurrentHashMap<>();

        Recorded(Object part, String handle) {
            this.part = part;
            this.handle = handle;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
                throws Throwable {
            @Nullable Object[] arguments = given == null ? new @Nullable Object[0] : given;
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
            }
            if (Thread.currentThread() != recorded) {
                return recordedToo(method, call(method, arguments));
            }
            Optional<Operation> operation = operation(method);
            return recordedToo(
                    method, operation.isPresent() ? call(operation.get(), method, arguments) : call(method, arguments));
        }

        private Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> part.toString();
            };
        }

        @SuppressWarnings(
                "NullAway") // On JDK 17, it does not see that the record accepts a list with nulls; on JDK 25, it does.
        private @Nullable Object call(Operation operation, Method method, @Nullable Object[] arguments)
                throws Throwable {
            Instant at = clock.instant();
            long sequence = ObservedCoordination.nextSequence();
            long start = nanoTime.getAsLong();
            Object result = null;
            Throwable thrown = null;
            Subscription subscription = part instanceof Subscription called ? called : null;
            List<@Nullable Object> listed = listed(arguments);
            last = new LastCall(
                    new CoordinationCall(
                            at, sequence, Duration.ZERO, handle, operation, subscription, listed, null, null),
                    method.getReturnType(),
                    false);
            try {
                result = call(method, arguments);
                return result;
            } catch (Throwable e) {
                thrown = e;
                throw e;
            } finally {
                Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
                nanosInCalls.add(elapsed.toNanos());
                CoordinationCall call = new CoordinationCall(
                        at, sequence, elapsed, handle, operation, subscription, listed, result, thrown);
                last = new LastCall(call, method.getReturnType(), true);
                calls.accept(call);
            }
        }

        private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
            try {
                return method.invoke(part, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }

        private @Nullable Object recordedToo(Method method, @Nullable Object result) {
            Class<?> type = method.getReturnType();
            if (result == null && type != void.class) { // Otherwise, the test would fail later, with a vaguer message.
                throw new AssertionError(PARTS.getOrDefault(method.getDeclaringClass(), "") + method.getName()
                        + " should have returned a value, but returned null");
            }
            if (result == null || !PARTS.containsKey(type)) {
                return result;
            }
            Returned last = returned.get(type);
            if (last != null && last.part == result) {
                return last.recorded;
            }
            Object made = record(type, result, handle);
            returned.put(type, new Returned(result, made));
            return made;
        }
    }

    /** An object that the adapter returned, and the recording proxy that the test received. */
    private record Returned(Object part, Object recorded) {}

    /** Returns the arguments, with a varargs array as a list. */
    @SuppressWarnings("NullAway") // It does not see in a class file that the arguments of a call may be null.
    private static List<@Nullable Object> listed(@Nullable Object[] arguments) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object argument : arguments) {
            list.add(argument instanceof Object[] several ? Arrays.asList(several) : argument);
        }
        return Collections.unmodifiableList(list);
    }
}
