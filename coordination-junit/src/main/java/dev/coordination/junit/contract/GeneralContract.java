package dev.coordination.junit.contract;

/**
 * The rules of all areas: G-01 to G-07.
 *
 * @since 0.1.0
 */
public abstract class GeneralContract extends ContractArea {

    /** For subclasses. */
    protected GeneralContract() {}
}
