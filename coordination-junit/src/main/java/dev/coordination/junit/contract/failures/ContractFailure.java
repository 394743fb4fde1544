// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.failures;

/** A failure of the contract. Its message starts with the rules and the adapter, which reports show elsewhere. */
public abstract class ContractFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** What was observed. */
    private final String observed;

    /**
     * Creates a failure.
     *
     * @param heading the rules and the adapter
     * @param observed what was observed
     * @param cause the failure of the test
     */
    protected ContractFailure(String heading, String observed, Throwable cause) {
        super(heading + "\n" + observed, cause);
        this.observed = observed;
    }

    /**
     * Returns the message without the lines about the rules and the adapter.
     *
     * @return what was observed
     */
    public final String observed() {
        return observed;
    }
}
