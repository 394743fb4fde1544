// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.DistributedCoordination;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the contract needs to know of an adapter: how to get a fresh, empty backend, and how to let time pass on it.
 *
 * <p>One harness is one backend. The contract takes a new one for each test, and closes it.
 *
 * <p>Implementations need not be thread-safe, except that {@link #connect} is called by several threads at once.
 *
 * @since 0.1.0
 */
public interface CoordinationHarness extends AutoCloseable {

    /**
     * Connects another handle to this harness's backend, which is empty before its first use.
     *
     * @return a handle; the harness closes those that are still open when it is closed
     * @since 0.1.0
     */
    DistributedCoordination connect();

    /**
     * Returns a handle whose backend cannot be reached: every operation on it ends, in bounded time, in
     * {@link dev.coordination.CoordinationUnavailableException}.
     *
     * @return a handle; the harness closes it
     * @throws UnsupportedOperationException unless the harness has {@link Capability#UNREACHABLE}
     * @since 0.1.0
     */
    default DistributedCoordination connectUnreachable() {
        throw new UnsupportedOperationException("the harness lacks the capability UNREACHABLE");
    }

    /**
     * Cuts the connections that the open subscriptions of this harness's handles live on, as a failing network would, and
     * nothing else: other calls on the handles go on, and new subscriptions can be made.
     *
     * @throws UnsupportedOperationException unless the harness has {@link Capability#SUBSCRIPTION_LOSS}
     * @since 0.1.0
     */
    default void cutSubscriptions() {
        throw new UnsupportedOperationException("the harness lacks the capability SUBSCRIPTION_LOSS");
    }

    /**
     * Lets the handles of this harness have the settings that applications get unless they ask for others, instead of those
     * that suit the contract: the usual buffer of subscriptions, and what listeners throw goes to the uncaught exception
     * handler. {@code @OnEveryAdapter} calls it once, before anything else. Does nothing unless
     * overridden.
     *
     * @since 0.1.0
     */
    default void useProductionSettings() {}

    /**
     * Returns how time passes on this harness's backend, the same object on every call.
     *
     * @return the time control
     * @since 0.1.0
     */
    TimeControl time();

    /**
     * Returns what the adapter and the harness have; all of {@link Capability} unless overridden.
     *
     * @return the capabilities, always the same ones
     * @since 0.1.0
     */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /**
     * Returns how many messages a subscription of this harness's handles buffers before it overflows (S-08). Small is
     * good, the contract fills it: between 16 and 10,000.
     *
     * @return the number of messages
     * @since 0.1.0
     */
    int subscriptionBuffer();

    /**
     * Returns what this is, for reports: the adapter, the server and its version, the time control; no passwords.
     *
     * @return one line
     * @since 0.1.0
     */
    String description();

    /**
     * Returns what reports tell beside the description: {@code server}, its name; {@code version}, its own; {@code started},
     * how it came to be there; {@code time}, how it passes. Other keys are welcome; no passwords. Empty unless overridden.
     *
     * @return non-blank keys and values, always the same ones
     * @since 0.1.0
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * Closes the handles that are still open and removes what the backend holds.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
