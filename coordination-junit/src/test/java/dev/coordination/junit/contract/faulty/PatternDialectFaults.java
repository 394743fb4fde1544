// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.P_07;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Defects in which a pattern also matches what it would match in the pattern language of another system. */
final class PatternDialectFaults {

    private static final Pattern BRACES = Pattern.compile("\\{([^{},]*),([^{},]*)}");

    private PatternDialectFaults() {}

    static List<Fault> all() {
        return List.of(
                alsoMatches(
                        "> at the end of a pattern matches the rest of a key",
                        (pattern, key) -> pattern.endsWith(">") && key.startsWith(withoutEnd(pattern))),
                alsoMatches(
                        "# at the end of a pattern matches the rest of a key",
                        (pattern, key) -> pattern.endsWith("#") && key.startsWith(withoutEnd(pattern))),
                alsoMatches(
                        "+ matches any run of bytes in a key",
                        (pattern, key) -> pattern.contains("+") && TestGlob.matches(pattern.replace('+', '*'), key)),
                alsoMatches(
                        "a comma separates two patterns",
                        (pattern, key) -> pattern.contains(",") && anyMatches(pattern.split(","), key)),
                alsoMatches(
                        "a vertical bar separates two patterns",
                        (pattern, key) -> pattern.contains("|") && anyMatches(pattern.split("\\|"), key)),
                alsoMatches("braces contain alternatives", PatternDialectFaults::matchesAlternative),
                alsoMatches(
                        "! at the beginning of a pattern negates it",
                        (pattern, key) -> pattern.length() > 1
                                && pattern.startsWith("!")
                                && !TestGlob.matches(pattern.substring(1), key)),
                alsoMatches(
                        "white space around a pattern is ignored",
                        (pattern, key) -> !pattern.strip().equals(pattern)
                                && !pattern.isBlank()
                                && TestGlob.matches(pattern.strip(), key)),
                alsoMatches(
                        "a dollar sign at the end of a pattern matches the end of a key",
                        (pattern, key) ->
                                pattern.endsWith("$") && withoutEnd(pattern).equals(key)),
                alsoMatches(
                        "a circumflex at the beginning of a pattern matches the beginning of a key",
                        (pattern, key) ->
                                pattern.startsWith("^") && pattern.substring(1).equals(key)),
                alsoMatches(
                        "a tilde at the beginning of a pattern makes it ignore case",
                        (pattern, key) ->
                                pattern.startsWith("~") && pattern.substring(1).equalsIgnoreCase(key)));
    }

    private static String withoutEnd(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }

    private static boolean anyMatches(String[] patterns, String key) {
        return Stream.of(patterns).anyMatch(each -> TestGlob.matches(each, key));
    }

    private static boolean matchesAlternative(String pattern, String key) {
        Matcher braces = BRACES.matcher(pattern);
        return braces.find()
                && Stream.of(braces.group(1), braces.group(2))
                        .anyMatch(each -> TestGlob.matches(
                                pattern.substring(0, braces.start()) + each + pattern.substring(braces.end()), key));
    }

    private static Fault alsoMatches(String defect, BiPredicate<String, String> matches) {
        return Fault.of(P_07, defect).rare().cache((correct, context) -> new KeyWatchingCache(correct, context) {
            @Override
            public long deleteMatching(String pattern) {
                long deleted = super.deleteMatching(pattern);
                return deleted
                        + seen().stream()
                                .filter(key -> matches.test(pattern, key))
                                .filter(this::delete)
                                .count();
            }
        });
    }
}
