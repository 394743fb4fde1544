// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docs/production.md} says about permissions.
 *
 * @param permissions the rules of the user that the page recommends
 * @param onCluster the rules that a user of a cluster needs as well
 * @param refused for each command, in the order of the rules, the names of the calls that are refused without it
 */
record PermissionsPage(List<String> permissions, List<String> onCluster, Map<String, Set<String>> refused) {

    private static final Pattern RULES = Pattern.compile("```\n(~orders:.*?)```", Pattern.DOTALL);
    private static final Pattern RULES_ON_CLUSTER = Pattern.compile("```\n(\\+cluster.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `\\+(\\w+)` \\| (.*) \\|$", Pattern.MULTILINE);

    static PermissionsPage read() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "production.md"));
        Map<String, Set<String>> refused = new LinkedHashMap<>();
        ROW.matcher(page).results().forEach(row -> refused.put(row.group(1), names(row.group(2))));
        return new PermissionsPage(rules(RULES, page), rules(RULES_ON_CLUSTER, page), refused);
    }

    private static List<String> rules(Pattern pattern, String page) {
        Matcher rules = pattern.matcher(page);
        assertThat(rules.find()).as("rules in docs/production.md").isTrue();
        return List.of(rules.group(1).trim().split("\\s+"));
    }

    /** Reads a list of calls. A remark may follow it, or the word "nothing". */
    private static Set<String> names(String cell) {
        return cell.startsWith("nothing")
                ? Set.of()
                : new TreeSet<>(
                        List.of(cell.replaceFirst("; .*", "").replace("`", "").split(", ")));
    }

    /** Returns the commands that the rules permit. */
    List<String> commands() {
        return permissions.stream()
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> rule.substring(1))
                .toList();
    }
}
