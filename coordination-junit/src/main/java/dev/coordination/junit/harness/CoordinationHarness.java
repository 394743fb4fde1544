// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.harness;

import dev.coordination.DistributedCoordination;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an adapter available to the contract: provides a fresh, empty backend and control over its time.
 *
 * <p>Each harness has one backend. The contract uses a new harness for each test and closes it afterwards.
 *
 * <p>Implementations need not be thread-safe, except that {@link #connect} is called by several threads at once.
 *
 * @since 0.1.0
 */
public interface CoordinationHarness extends AutoCloseable {

    /**
     * Connects another handle to the backend of this harness. The backend is empty before its first use.
     *
     * @return a new handle; closing the harness closes it if it is still open
     * @since 0.1.0
     */
    DistributedCoordination connect();

    /**
     * Returns a handle whose backend is unreachable: every operation on it throws
     * {@link dev.coordination.CoordinationUnavailableException} in bounded time.
     *
     * @return a new handle; closing the harness closes it
     * @throws UnsupportedOperationException unless the harness has {@link Capability#UNREACHABLE}
     * @since 0.1.0
     */
    default DistributedCoordination connectUnreachable() {
        throw new UnsupportedOperationException("the harness lacks the capability UNREACHABLE");
    }

    /**
     * Connects a handle that loses a reply: the backend executes the first write of this handle, but the connection
     * then breaks, so that the handle does not learn the result. All other calls on the handle work, whether made
     * earlier or later. Every call that can change data is a write, and so is {@code publish}; {@code subscribe} is
     * not. A write that the backend refuses changes nothing, and its reply is not lost.
     *
     * <p>The contract then checks that the adapter reports a {@link dev.coordination.CoordinationUnavailableException}, and does
     * not repeat the write (G-06). A proxy between adapter and backend that closes the connection when the reply arrives can do
     * this. The default implementation returns empty, and the tests that need such a handle are skipped.
     *
     * @return a new handle, or empty if this harness cannot lose replies; closing the harness closes the handle
     * @since 0.1.0
     */
    default Optional<DistributedCoordination> connectLosingReply() {
        return Optional.empty();
    }

    /**
     * Cuts the connections of all open subscriptions of this harness's handles, as a failing network would. Nothing
     * else changes: other calls on the handles still work, and new subscriptions can be made. A subscription that is opened
     * after this method has returned is not cut.
     *
     * @throws UnsupportedOperationException unless the harness has {@link Capability#SUBSCRIPTION_LOSS}
     * @since 0.1.0
     */
    default void cutSubscriptions() {
        throw new UnsupportedOperationException("the harness lacks the capability SUBSCRIPTION_LOSS");
    }

    /**
     * Gives the handles of this harness the settings that applications use by default, in place of those that suit the
     * contract: subscriptions have the default buffer, and exceptions of listeners go to the uncaught exception
     * handler. {@code @OnEveryAdapter} calls this method once, before any other. The default implementation does
     * nothing.
     *
     * @since 0.1.0
     */
    default void useProductionSettings() {}

    /**
     * Returns the time control of this harness's backend; always the same object.
     *
     * @return the time control
     * @since 0.1.0
     */
    TimeControl time();

    /**
     * Returns the capabilities of the adapter and the harness. The default implementation returns all of them.
     *
     * @return the capabilities; the same ones on every call
     * @since 0.1.0
     */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /**
     * Returns the limits on the sizes and TTLs that the adapter accepts, which may be lower than those of the port. The
     * default implementation returns the limits of the port.
     *
     * @return the limits; equal ones on every call
     * @since 0.1.0
     */
    default Limits limits() {
        return Limits.ofPort();
    }

    /**
     * Returns how many messages a subscription of this harness's handles buffers before it overflows (S-08). A small
     * buffer is better, since the contract fills it.
     *
     * @return the number of messages, between 16 and 10,000
     * @since 0.1.0
     */
    int subscriptionBuffer();

    /**
     * Returns a description for reports: the adapter, the server and its version, and the time control. It must not
     * contain passwords.
     *
     * @return one line
     * @since 0.1.0
     */
    String description();

    /**
     * Returns details for reports: {@code server}, the name of the server; {@code version}, its version;
     * {@code started}, how it was started; {@code time}, how time passes. Other keys are allowed. The details must not
     * contain passwords. The default implementation returns none.
     *
     * @return non-blank keys and values; the same ones on every call
     * @since 0.1.0
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /**
     * Closes the handles that are still open and deletes the data of the backend.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
