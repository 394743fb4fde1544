package dev.coordination.junit.contract;

/**
 * Incrementing: C-07 to C-11.
 *
 * @since 0.1.0
 */
public abstract class CounterContract extends ContractArea {

    /** For subclasses. */
    protected CounterContract() {}
}
