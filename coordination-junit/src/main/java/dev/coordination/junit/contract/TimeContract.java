package dev.coordination.junit.contract;

/**
 * One clock moves everything that expires: T-01.
 *
 * @since 0.1.0
 */
public abstract class TimeContract extends ContractArea {

    /** For subclasses. */
    protected TimeContract() {}
}
