// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completed call on a handle, on one of its subscriptions, or to one of their listeners.
 *
 * <p>The arguments and the result are those of the call itself; byte arrays, maps and collections are not copied. A call
 * listener that keeps them must copy them before it returns.
 *
 * @param at when the call began, according to the adapter's clock: the backend's clock for the in-memory adapter, the JVM's
 *     clock for the Redis adapter
 * @param sequence a number that orders the calls of one JVM by their start: of two calls, the one with the smaller number
 *     began first
 * @param elapsed how long the call took, in the time of the backend, which may be fake
 * @param handle the name of the handle
 * @param operation the operation that was called
 * @param subscription the subscription that was called, or whose listener was called; null if the call does not belong to a
 *     subscription. The same object as the result of the {@link Operation#PUB_SUB_SUBSCRIBE} call that created it
 * @param arguments the arguments as they were given, nulls included; unmodifiable
 * @param result the return value; null if the method has none or threw an exception
 * @param thrown the exception that was thrown, or null
 * @since 0.1.0
 */
public record CoordinationCall(
        Instant at,
        long sequence,
        Duration elapsed,
        String handle,
        Operation operation,
        @Nullable Subscription subscription,
        List<@Nullable Object> arguments,
        @Nullable Object result,
        @Nullable Throwable thrown) {

    /**
     * Returns the components on one line, with names quoted and shortened by {@link Arguments#quoted(String)}, and with
     * only the sizes of byte arrays.
     */
    @Override
    public String toString() {
        return "CoordinationCall[at=" + at + ", sequence=" + sequence + ", elapsed=" + elapsed + ", handle="
                + Quoted.value(handle) + ", operation=" + operation + ", subscription=" + Quoted.value(subscription)
                + ", arguments=" + Quoted.value(arguments) + ", result=" + Quoted.value(result) + ", thrown="
                + Quoted.value(thrown) + "]";
    }
}
