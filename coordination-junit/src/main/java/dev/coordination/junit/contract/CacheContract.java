package dev.coordination.junit.contract;

/**
 * Values and their expiry: C-01 to C-06, C-11 to C-14.
 *
 * @since 0.1.0
 */
public abstract class CacheContract extends ContractArea {

    /** For subclasses. */
    protected CacheContract() {}
}
