package dev.coordination.junit.contract;

/**
 * Members, heartbeats and snapshots: M-01 to M-06.
 *
 * @since 0.1.0
 */
public abstract class MembershipContract extends ContractArea {

    /** For subclasses. */
    protected MembershipContract() {}
}
