// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Tests that every rule has a test and every test has a rule. */
class RuleCoverageTest {

    private static final DisplayNameGenerator NAMES = new RuleNames();

    private static List<Class<?>> areas() {
        return Arrays.stream(CoordinationContract.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Nested.class))
                .filter(type -> type != CoordinationContract.HarnessRules.class) // tests the harness, not a rule
                .toList();
    }

    private static List<Method> tests() {
        return areas().stream().flatMap(area -> tests(area).stream()).toList();
    }

    private static List<Method> tests(Class<?> area) {
        return AnnotationSupport.findAnnotatedMethods(area, Testable.class, HierarchyTraversalMode.TOP_DOWN);
    }

    private static Stream<String> tags(Method test) {
        return Arrays.stream(test.getAnnotationsByType(Tag.class)).map(Tag::value);
    }

    @Test
    void everyRuleHasATest() {
        assertThat(tests().stream().flatMap(RuleCoverageTest::tags).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::id).toList());
    }

    @Test
    void everyDisplayNameContainsTheRuleId() {
        assertThat(tests()).allSatisfy(test -> {
            String name = NAMES.generateDisplayNameForMethod(List.of(), test.getDeclaringClass(), test);
            assertThat(tags(test)).isNotEmpty().allSatisfy(id -> {
                assertThat(Rule.byId(id)).as("rule of %s", test).isPresent();
                assertThat(name).contains(id);
            });
        });
    }

    @Test
    void everyAreaHasTests() {
        assertThat(areas())
                .isNotEmpty()
                .allSatisfy(area -> assertThat(tests(area))
                        .as("tests of %s", area.getSimpleName())
                        .isNotEmpty());
    }

    @Test
    void displayNamesConsistOfWords() throws NoSuchMethodException {
        Method test = CounterContract.class.getDeclaredMethod("aCounterCreatedWithoutATtlHasNone");

        assertThat(NAMES.generateDisplayNameForMethod(List.of(), CounterContract.class, test))
                .isEqualTo("C-08 a counter created without a ttl has none");
    }

    /** The tests of patterns run in two areas, once with keys and once with channels. */
    @Test
    void displayNamesAreUnique() {
        assertThat(areas().stream()
                        .flatMap(area -> tests(area).stream()
                                .map(test -> NAMES.generateDisplayNameForMethod(List.of(), area, test))))
                .contains("P-01 a star matches any run (keys)", "P-01 a star matches any run (channels)")
                .doesNotHaveDuplicates();
    }
}
