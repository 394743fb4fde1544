// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that each rule in {@code docs/recipes.md} has a test that is tagged with it, and that each such tag is a rule. */
class RecipesPageTest {

    @Test
    void eachRuleHasATest() throws IOException {
        Set<String> rules = Pattern.compile("^- \\*\\*(E-\\d\\d) ", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "recipes.md")))
                .results()
                .map(rule -> rule.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> tested = Arrays.stream(LeaderElectorTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Tag.class))
                .map(RecipesPageTest::tag)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rules).isNotEmpty().isEqualTo(tested);
    }

    private static String tag(Method test) {
        return test.getAnnotation(Tag.class).value();
    }
}
