// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves parameters from the backend of a test, which is created with its first parameter and closed by JUnit. */
abstract class BackendParameters implements ParameterResolver {

    private final Namespace namespace;

    /**
     * Creates a resolver.
     *
     * @param namespace where backends are stored, by the unique id of their test
     */
    BackendParameters(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Creates the backend of a test. */
    abstract TestBackend newBackend(ExtensionContext context);

    /** Lets constructor parameters be those of the test, where a test has an instance of its own. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injectable.of(parameter).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Injectable injectable = Injectable.of(parameter).orElseThrow();
        String node = injectable.node(parameter); // Before anything is created.
        // A look-up falls back to outer contexts: without the id in its key, a nested test would find its class's.
        TestBackend backend = context.getStore(namespace)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> newBackend(context), TestBackend.class);
        return injectable.from(backend, node);
    }
}
