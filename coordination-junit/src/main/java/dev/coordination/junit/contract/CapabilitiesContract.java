package dev.coordination.junit.contract;

/**
 * What an adapter does not have, it says so: G-08.
 *
 * @since 0.1.0
 */
public abstract class CapabilitiesContract extends ContractArea {

    /** For subclasses. */
    protected CapabilitiesContract() {}
}
