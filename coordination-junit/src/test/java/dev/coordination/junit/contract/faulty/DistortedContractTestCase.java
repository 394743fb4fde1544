// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.junit.contract.CoordinationContract;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Runs the contract on an adapter with the generic defect that a configuration parameter names. */
@ExtendWith(DistortedContractTestCase.Resolver.class)
class DistortedContractTestCase extends CoordinationContract {

    static final String PARAMETER = "coordination.generic.defect";

    private final GenericDefect defect;

    DistortedContractTestCase(GenericDefect defect) {
        this.defect = defect;
    }

    @Override
    protected CoordinationHarness harness() {
        return new DistortedHarness(new FaultyHarness(Fault.of(Rule.G_01, defect.name())), defect);
    }

    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GenericDefect.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return GenericDefect.valueOf(
                    context.getConfigurationParameter(PARAMETER).orElseThrow());
        }
    }
}
