// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;

/** Names a test after its rules and its method, such as {@code C-08 an increment keeps the expiry}. */
final class RuleNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        String ids = Arrays.stream(testMethod.getAnnotationsByType(Tag.class))
                .map(Tag::value)
                .collect(Collectors.joining(" "));
        return (ids + " " + asText(testMethod.getName()) + " " + suffix(testClass)).trim();
    }

    private static String suffix(Class<?> testClass) {
        TestNameSuffix suffix = testClass.getAnnotation(TestNameSuffix.class);
        return suffix == null ? "" : suffix.value();
    }

    private static String asText(String camelCase) {
        return camelCase
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
