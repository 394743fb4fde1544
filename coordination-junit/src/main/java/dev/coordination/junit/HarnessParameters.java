package dev.coordination.junit;

import dev.coordination.junit.harness.loading.HarnessClass;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test a fresh backend of one adapter, as parameters. */
final class HarnessParameters implements ParameterResolver {

    static final Namespace NAMESPACE = Namespace.create(HarnessParameters.class);

    private final HarnessClass harness;

    HarnessParameters(HarnessClass harness) {
        this.harness = harness;
    }

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
        injectable.checkOnAnyAdapter(parameter);
        String node = injectable.node(parameter); // Before anything is created.
        TestHarness test = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(),
                        id -> new TestHarness(
                                harness.create(),
                                TestTimelines.areKept(context),
                                LeakCheck.of(null, context).orElse(null)),
                        TestHarness.class);
        return injectable.from(test, node);
    }
}
