// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that each rule in {@code docs/recipes.md} has a test that is tagged with it, and that each such tag is a rule. */
class RecipesPageTest {

    private static final Pattern RULE = Pattern.compile("^- \\*\\*(E-\\d\\d) ", Pattern.MULTILINE);
    private static final Pattern TAG = Pattern.compile("^ *@Tag\\(\"(E-\\d\\d)\"\\)$", Pattern.MULTILINE);

    @Test
    void eachRuleHasATest() throws IOException {
        List<String> rules = all(RULE, Files.readString(Path.of("..", "docs", "recipes.md")));
        Set<String> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            files.filter(file -> file.toString().endsWith("Test.java"))
                    .forEach(file -> tested.addAll(all(TAG, read(file))));
        }

        assertThat(rules).isNotEmpty().doesNotHaveDuplicates();
        assertThat(new TreeSet<>(rules)).isEqualTo(tested);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
