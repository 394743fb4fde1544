package dev.coordination.junit.contract;

/**
 * The language of patterns, for keys and for channels: P-01 to P-08.
 *
 * @since 0.1.0
 */
public abstract class PatternContract extends ContractArea {

    /** For subclasses. */
    protected PatternContract() {}
}
