package dev.coordination.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call on a handle of a {@link MemoryBackend}, after it has ended.
 *
 * <p>Arguments and result are those of the call itself, byte arrays not copied: whoever keeps them longer than the listener
 * is called copies what it needs.
 *
 * @param at the fake time at which the call began
 * @param handle the name of the handle
 * @param operation the area, as the handle calls it, and the method, such as {@code cache.set}; {@code subscription.poll}
 * @param arguments as they were given, nulls too
 * @param result what was returned; null for a method without a result, and when something was thrown
 * @param thrown what was thrown, or null
 * @since 0.1.0
 */
public record Call(
        Instant at,
        String handle,
        String operation,
        List<@Nullable Object> arguments,
        @Nullable Object result,
        @Nullable Throwable thrown) {

    static List<@Nullable Object> list(@Nullable Object... arguments) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object argument : arguments) {
            list.add(argument);
        }
        return Collections.unmodifiableList(list);
    }
}
