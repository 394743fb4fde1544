package dev.coordination.junit;

import dev.coordination.junit.contract.CoordinationHarness;
import dev.coordination.junit.harness.HarnessClass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a class once for each harness of its {@link OnEveryAdapter}, which registers it.
 *
 * @since 0.1.0
 */
public final class OnEveryAdapterExtension implements ClassTemplateInvocationContextProvider {

    /** JUnit creates it. */
    public OnEveryAdapterExtension() {}

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), OnEveryAdapter.class);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        Class<? extends CoordinationHarness>[] harnesses = AnnotationSupport.findAnnotation(type, OnEveryAdapter.class)
                .orElseThrow()
                .value();
        if (harnesses.length == 0) {
            throw new ExtensionConfigurationException("@OnEveryAdapter on " + type.getName() + " names no harness");
        }
        return Arrays.stream(harnesses).map(HarnessClass::new).map(OnOneAdapter::new);
    }

    /** One run of the class. */
    private record OnOneAdapter(HarnessClass harness) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocationIndex) {
            return harness.description();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new HarnessParameters(harness));
        }
    }
}
