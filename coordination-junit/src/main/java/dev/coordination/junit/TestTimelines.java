// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.opentest4j.TestAbortedException;

/** Adds a timeline to the failure of a test. The extensions store each test's backend under the test's unique id. */
final class TestTimelines implements AfterEachCallback, InvocationInterceptor {

    private final Namespace namespace;

    TestTimelines(Namespace namespace) {
        this.namespace = namespace;
    }

    static boolean areEnabled(ExtensionContext context) {
        return context.getConfigurationParameter(CoordinationExtension.TIMELINE)
                .map(TestTimelines::isEnabled)
                .orElse(true);
    }

    private static boolean isEnabled(String setting) {
        return switch (setting.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new ExtensionConfigurationException(CoordinationExtension.TIMELINE
                        + " must be true or false, but was " + Arguments.quoted(setting));
        };
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> explain(failure, context));
    }

    /**
     * Adds the timeline to the failure of a dynamic test, since {@link #afterEach} sees only the failures of the
     * factory.
     */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        backend(context)
                .ifPresent(
                        test -> test.timeline().note("test " + Arguments.quoted(context.getDisplayName()) + " begins"));
        try {
            invocation.proceed();
        } catch (Throwable e) {
            explain(e, context);
            throw e;
        }
    }

    private void explain(Throwable failure, ExtensionContext context) {
        if (failure instanceof TestAbortedException) {
            return;
        }
        backend(context).flatMap(test -> test.timeline().asText()).ifPresent(timeline -> {
            context.publishReportEntry(CoordinationExtension.TIMELINE, timeline);
            CoordinationTimeline.addTo(failure, timeline);
        });
    }

    /** Returns the backend of a test, or the one that it shares with other dynamic tests or with its class. */
    private Optional<TestBackend> backend(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            TestBackend found = context.getStore(namespace).get(at.get().getUniqueId(), TestBackend.class);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
