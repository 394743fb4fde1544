// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

/**
 * Generates calls whose results, apart from those of the calls that prepare the state, can differ only if an adapter
 * breaks one particular rule.
 */
@FunctionalInterface
public interface Generator {

    /**
     * Adds calls to a sequence.
     *
     * @param calls the sequence, and the source of the generator's choices
     */
    void generate(Calls calls);
}
