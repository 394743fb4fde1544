// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

/** The calls that a test of the contract made before it failed, as a note on its failure. It has no stack trace. */
final class ContractCalls extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContractCalls(String inWords) {
        super(inWords, null, false, false);
    }
}
