// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.junit.harness.loading.HarnessClass;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;

/** Resolves parameters from a backend on one adapter; every test has a fresh backend. */
final class HarnessParameters extends BackendParameters {

    static final Namespace NAMESPACE = Namespace.create(HarnessParameters.class);

    private final HarnessClass harness;

    HarnessParameters(HarnessClass harness) {
        super(NAMESPACE);
        this.harness = harness;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Injectable.of(parameter).orElseThrow().checkOnAnyAdapter(parameter);
        return super.resolveParameter(parameter, context);
    }

    @Override
    TestBackend newBackend(ExtensionContext context) {
        return new TestHarness(
                harness.create(),
                TestTimelines.areEnabled(context),
                LeakCheck.of(null, context).orElse(null));
    }
}
