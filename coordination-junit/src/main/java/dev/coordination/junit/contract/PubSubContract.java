package dev.coordination.junit.contract;

/**
 * Publishing and subscribing: S-01 to S-05, S-10.
 *
 * @since 0.1.0
 */
public abstract class PubSubContract extends ContractArea {

    /** For subclasses. */
    protected PubSubContract() {}
}
