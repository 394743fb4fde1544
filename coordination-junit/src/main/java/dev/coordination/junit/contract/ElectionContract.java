package dev.coordination.junit.contract;

/**
 * Leases and fencing tokens: L-01 to L-08.
 *
 * @since 0.1.0
 */
public abstract class ElectionContract extends ContractArea {

    /** For subclasses. */
    protected ElectionContract() {}
}
