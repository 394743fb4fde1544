// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

/**
 * Lists the calls that a contract test made before it failed. It is added to the failure as a suppressed exception
 * without a stack trace.
 */
final class ContractCalls extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContractCalls(String text) {
        super(text, null, false, false);
    }
}
