// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.parameters;

import dev.coordination.junit.harness.CoordinationHarness;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The adapter on which a test is run, if it is run on several adapters.
 *
 * @param harness creates a harness on a fresh backend of this adapter
 */
public record AdapterOfTest(Supplier<? extends CoordinationHarness> harness) {

    private static final Namespace NAMESPACE = Namespace.create(AdapterOfTest.class);

    /**
     * Returns the adapter of a test.
     *
     * @param context the context of the test or of its class
     * @return the adapter, or empty if the test is run only on the in-memory adapter
     */
    public static Optional<AdapterOfTest> of(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(AdapterOfTest.class, AdapterOfTest.class));
    }

    /**
     * Makes the tests of a class run on this adapter.
     *
     * @param context the context of one run of the class
     */
    public void use(ExtensionContext context) {
        context.getStore(NAMESPACE).put(AdapterOfTest.class, this);
    }
}
