// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.junit.parameters.ProvidesParameters;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Resolves parameters from the backend of a test. The backend is created for the first parameter; JUnit closes it. */
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

    /**
     * Resolves constructor parameters from the backend of the test if each test has its own instance of the test class.
     */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injectable.of(parameter).isPresent() && !isProvidedByAnother(parameter, context);
    }

    /** Returns whether an annotation of the test method, such as {@code @EveryInterleaving}, provides a parameter. */
    private static boolean isProvidedByAnother(ParameterContext parameter, ExtensionContext context) {
        return context.getTestMethod()
                        .map(test -> AnnotationSupport.isAnnotated(test, ProvidesParameters.class))
                        .orElse(false)
                && !isOfEnclosingClass(parameter, context);
    }

    /**
     * Returns whether a parameter belongs to the constructor of an enclosing class. JUnit does not use the extensions of a test
     * method for it.
     */
    private static boolean isOfEnclosingClass(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass() != context.getRequiredTestClass();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Injectable injectable = Injectable.of(parameter).orElseThrow();
        String node = injectable.node(parameter); // Checked before anything is created.
        // Lookups fall back to outer contexts. Without the id in the key, a nested test would find its class's backend.
        TestBackend backend = context.getStore(namespace)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> newBackend(context), TestBackend.class);
        return injectable.from(backend, node);
    }
}
