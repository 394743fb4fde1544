// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A test with two constant parameters, to measure how long JUnit itself takes to resolve two parameters. */
@ExtendWith(ConstantsTestCase.Constants.class)
final class ConstantsTestCase {

    @RepeatedTest(10_000)
    void takesConstants(StringBuilder first, Number second) {}

    /** Supplies the same two objects to every test. */
    static final class Constants implements ParameterResolver {

        private static final StringBuilder FIRST = new StringBuilder();
        private static final Number SECOND = 2;

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == StringBuilder.class || type == Number.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Number.class ? SECOND : FIRST;
        }
    }
}
