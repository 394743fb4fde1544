package dev.coordination.junit.contract;

/**
 * Taking messages, falling behind, losing the connection, closing: S-06 to S-08, S-11, S-12.
 *
 * @since 0.1.0
 */
public abstract class SubscriptionContract extends ContractArea {

    /** For subclasses. */
    protected SubscriptionContract() {}
}
