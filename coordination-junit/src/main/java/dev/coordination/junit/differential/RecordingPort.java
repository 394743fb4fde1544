// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.DistributedCoordination;
import dev.coordination.Leadership;
import dev.coordination.MessageListener;
import dev.coordination.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A handle, or an area of a handle, that adds its calls to a sequence. */
final class RecordingPort implements InvocationHandler {

    /** Placeholder results. Only a run knows the real ones. */
    private static final Map<Class<?>, Object> RESULTS = Map.of(
            boolean.class, false,
            long.class, 0L,
            Optional.class, Optional.empty(),
            Set.class, Set.of(),
            Map.class, Map.of());

    private final int node;
    private final Sequence sequence;

    private RecordingPort(int node, Sequence sequence) {
        this.node = node;
        this.sequence = sequence;
    }

    static DistributedCoordination handle(int node, Sequence sequence) {
        return (DistributedCoordination) proxy(DistributedCoordination.class, new RecordingPort(node, sequence));
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (PortCall.isArea(method.getReturnType())) {
            return proxy(method.getReturnType(), this);
        }
        if (Arrays.asList(method.getParameterTypes()).contains(MessageListener.class)) {
            throw new UnsupportedOperationException("a sequence cannot contain listeners");
        }
        List<@Nullable Object> given = new ArrayList<>(arguments == null ? List.of() : Arrays.asList(arguments));
        return record(new PortCall(node, method, given, sequence.terms()));
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "node " + node;
        };
    }

    private @Nullable Object record(PortCall call) {
        boolean permitted = sequence.permits(call);
        if (call.method().getName().equals("tryAcquire")) {
            return Optional.of(acquire(call, permitted));
        }
        if (call.method().getReturnType() == Subscription.class) {
            return subscribe(call, permitted);
        }
        if (permitted) {
            sequence.add(call.operation().equals("pubSub.publish") ? publish(call) : plain(call));
        }
        return RESULTS.get(call.method().getReturnType());
    }

    /** Returns a step that makes the call and records its outcome. */
    private static Step plain(PortCall call) {
        Supplier<String> java = () -> "run.call(() -> " + call.java() + ");";
        return call.method().getReturnType() == void.class
                ? new Step(
                        call.operation(),
                        java,
                        run -> run.call((Run.Action) () -> {
                            var unused = call.in(run);
                        }))
                : new Step(call.operation(), java, run -> run.call((Callable<?>) () -> call.in(run)));
    }

    /** Returns a step that publishes, and records the part of the result that is compared. */
    private Step publish(PortCall call) {
        Receivers receivers = sequence.receivers();
        return new Step(
                call.operation(),
                () -> receivers.java(call.java()),
                run -> run.call(() -> receivers.compared((Long) Objects.requireNonNull(call.in(run)))));
    }

    @SuppressWarnings("unchecked") // tryAcquire returns an optional term.
    private Leadership acquire(PortCall call, boolean permitted) {
        int slot = sequence.terms().size();
        if (permitted) {
            sequence.add(new Step(
                    call.operation(),
                    () -> "run.acquire(" + slot + ", () -> " + call.java() + ");",
                    run -> run.acquire(slot, () -> (Optional<Leadership>) call.in(run))));
        }
        return sequence.terms().add((@Nullable String) call.arguments().get(0), (@Nullable String)
                call.arguments().get(1));
    }

    private Subscription subscribe(PortCall call, boolean permitted) {
        int slot = sequence.newSubscription();
        if (permitted) {
            sequence.add(new Step(
                    call.operation(),
                    () -> "run.subscribe(" + slot + ", () -> " + call.java() + ");",
                    run -> run.subscribe(slot, () -> (Subscription) call.in(run))));
        }
        return RecordingSubscription.of(slot, sequence);
    }
}
