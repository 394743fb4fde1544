package dev.coordination.junit.contract;

/**
 * Checks the harness, before it is trusted with the rules.
 *
 * @since 0.1.0
 */
public abstract class HarnessContract extends ContractArea {

    /** For subclasses. */
    protected HarnessContract() {}
}
