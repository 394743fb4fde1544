// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.harness.CoordinationHarness;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes the supplier of a run to {@link SuppliedContract}, by a key, since configuration parameters can only be text.
 */
final class HarnessSupplierResolver implements ParameterResolver {

    /** The configuration parameter that holds the key of a run. */
    static final String KEY = "coordination.contract.supplier";

    private static final Map<String, Supplier<? extends CoordinationHarness>> SUPPLIERS = new ConcurrentHashMap<>();

    /** Stores a supplier until it is removed, and returns its key. */
    static String add(Supplier<? extends CoordinationHarness> harnesses) {
        String key = UUID.randomUUID().toString();
        SUPPLIERS.put(key, harnesses);
        return key;
    }

    static void remove(String key) {
        SUPPLIERS.remove(key);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Supplier.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getConfigurationParameter(KEY).map(SUPPLIERS::get).orElseThrow();
    }
}
