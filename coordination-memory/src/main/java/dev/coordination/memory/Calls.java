package dev.coordination.memory;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one handle, and tells a listener of each. */
final class Calls {

    /** What a call does. */
    interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** What a call without a result does. */
    interface Action {
        void run();
    }

    private final FakeClock clock;
    private final String handle;
    private final Consumer<? super Call> listener;

    Calls(FakeClock clock, String handle, Consumer<? super Call> listener) {
        this.clock = clock;
        this.handle = handle;
        this.listener = listener;
    }

    <T extends @Nullable Object, X extends Exception> T make(
            String operation, Work<T, X> work, @Nullable Object... arguments) throws X {
        Instant at = clock.instant();
        T result;
        try {
            result = work.run();
        } catch (Throwable e) {
            tell(at, operation, null, e, arguments);
            throw e;
        }
        tell(at, operation, result, null, arguments);
        return result;
    }

    void run(String operation, Action action, @Nullable Object... arguments) {
        var unused = this.<@Nullable Object, RuntimeException>make(
                operation,
                () -> {
                    action.run();
                    return null;
                },
                arguments);
    }

    private void tell(
            Instant at,
            String operation,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object[] arguments) {
        listener.accept(new Call(at, handle, operation, Call.list(arguments), result, thrown));
    }
}
