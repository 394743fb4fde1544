package dev.coordination.junit.contract;

/**
 * Listeners: S-07 to S-09, S-12.
 *
 * @since 0.1.0
 */
public abstract class ListenerContract extends ContractArea {

    /** For subclasses. */
    protected ListenerContract() {}
}
