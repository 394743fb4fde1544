// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.loading.HarnessClass;
import dev.coordination.junit.parameters.AdapterOfTest;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test class once for each harness that its {@link OnEveryAdapter} annotation names. */
final class OnEveryAdapterExtension implements ClassTemplateInvocationContextProvider, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(OnEveryAdapterExtension.class);

    /** The key that marks the store of a run on one adapter. */
    private static final String ON_ONE_ADAPTER = "on one adapter";

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), OnEveryAdapter.class);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return harnesses(context.getRequiredTestClass())
                .map(harness -> new OnOneAdapter(harness, harness.description()));
    }

    private static Stream<HarnessClass> harnesses(Class<?> type) {
        Class<? extends CoordinationHarness>[] harnesses = AnnotationSupport.findAnnotation(type, OnEveryAdapter.class)
                .orElseThrow()
                .value();
        if (harnesses.length == 0) {
            throw new ExtensionConfigurationException("@OnEveryAdapter on " + type.getName() + " names no harness");
        }
        return Arrays.stream(harnesses).map(HarnessClass::new);
    }

    /**
     * Supports the parameters of {@code @BeforeAll} and {@code @AfterAll} methods, which JUnit runs once for all
     * adapters.
     */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return runsOnceForAllAdapters(parameter.getDeclaringExecutable())
                && context.getStore(NAMESPACE).get(ON_ONE_ADAPTER)
                        == null // Set in nested classes, which run once on each adapter.
                && onFirstAdapter(context).supportsParameter(parameter, context);
    }

    private static boolean runsOnceForAllAdapters(Executable executable) {
        return AnnotationSupport.isAnnotated(executable, BeforeAll.class)
                || AnnotationSupport.isAnnotated(executable, AfterAll.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return onFirstAdapter(context).resolveParameter(parameter, context);
    }

    private static HarnessParameters onFirstAdapter(ExtensionContext context) {
        return new HarnessParameters(
                harnesses(context.getRequiredTestClass()).findFirst().orElseThrow());
    }

    /** One run of the class. */
    private record OnOneAdapter(HarnessClass harness, String adapter) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return adapter;
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(NAMESPACE).put(ON_ONE_ADAPTER, true);
            new AdapterOfTest(this::newHarness).use(context);
        }

        private CoordinationHarness newHarness() {
            CoordinationHarness fresh = harness.create();
            fresh.useProductionSettings();
            return fresh;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    new HarnessParameters(harness),
                    new TestTimelines(
                            HarnessParameters
                                    .NAMESPACE), // Before AdapterName, to receive the failure that names the adapter.
                    new AdapterName(adapter));
        }
    }
}
