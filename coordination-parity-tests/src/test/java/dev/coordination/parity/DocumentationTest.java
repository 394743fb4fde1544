// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that every Java snippet in the documentation is part of a test that runs, that every pom is built, that links work, and
 * that modules exist.
 */
class DocumentationTest {

    /** A row of the table of modules in the README: artifact, scope, Java module, what it is for, and what it depends on. */
    private static final Pattern MODULE = Pattern.compile(
            "^\\| `(coordination-[a-z-]+)` \\| (test|compile|import) \\| (`[a-z.]+`|none) \\| .* \\| (.*) \\|$",
            Pattern.MULTILINE);

    /** A declaration of a module, or the name that a jar without one has in its manifest. */
    private static final Pattern MODULE_NAME = Pattern.compile(
            "^(?:open )?module ([a-z.]+) \\{|<Automatic-Module-Name>(.*?)</Automatic-Module-Name>", Pattern.MULTILINE);

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>dev\\.coordination</groupId>\\s*<artifactId>(.*?)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);
    private static final Pattern SCOPE = Pattern.compile("<scope>(.*?)</scope>");

    @Test
    void everyJavaSnippetIsCompiledAndRun() throws IOException {
        Map<Path, String> sources = read("*/src/test/java/**.java");
        sources.putAll(read("coordination-parity-tests/src/it/**.java"));

        assertEachIsPartOfOne("java", sources);
    }

    @Test
    void everyXmlSnippetIsPartOfAProjectThatIsBuilt() throws IOException {
        assertEachIsPartOfOne("xml", read("coordination-parity-tests/src/it/*/pom.xml"));
    }

    private static void assertEachIsPartOfOne(String language, Map<Path, String> files) throws IOException {
        List<String> sources =
                files.values().stream().map(DocumentationTest::stripped).toList();
        List<String> snippets = new ArrayList<>();
        read("{README,CONTRIBUTING,CHANGELOG}.md").values().forEach(text -> snippets.addAll(snippets(language, text)));
        read("docs/**.md").values().forEach(text -> snippets.addAll(snippets(language, text)));

        assertThat(snippets).as("%s in README.md and docs", language).isNotEmpty();
        assertThat(snippets)
                .allSatisfy(snippet -> assertThat(sources)
                        .as("a file of the build that has these lines:\n%s", snippet)
                        .anyMatch(source -> source.contains(stripped(snippet))));
    }

    @Test
    void everyLinkWithinTheProjectHasATarget() throws IOException {
        Pattern link = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

        Map<Path, String> pages = read("*.md");
        pages.putAll(read("docs/**.md"));
        assertThat(pages).isNotEmpty();
        pages.forEach((page, text) -> assertThat(link.matcher(text).results().map(found -> found.group(1)))
                .as("links of %s", page)
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists()));
    }

    @Test
    void everyLinkToAHeadingHasATarget() throws IOException {
        Pattern link = Pattern.compile("]\\((?!https?:)([^)#]*)#([^)]+)\\)");

        Map<Path, String> pages = read("*.md");
        pages.putAll(read("docs/**.md"));
        assertThat(pages.values()).anyMatch(text -> link.matcher(text).find());
        pages.forEach((page, text) -> link.matcher(text).results().forEach(found -> {
            Path target = found.group(1).isEmpty() ? page : page.resolveSibling(found.group(1));
            assertThat(anchors(ProjectFiles.read(target)))
                    .as("headings of %s, for %s", target, page)
                    .contains(found.group(2));
        }));
    }

    @Test
    void theTableOfModulesListsTheBomAndItsModules() throws IOException {
        List<String> published = new ArrayList<>(List.of("coordination-bom"));
        read("coordination-bom/pom.xml")
                .values()
                .forEach(bom -> DEPENDENCY.matcher(bom).results().forEach(found -> published.add(found.group(1))));

        assertThat(rowsOfModules().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theTableOfModulesHasTheScopesOfTheSampleProjects() throws IOException {
        Map<String, String> scopes =
                rowsOfModules().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        List<MatchResult> used = read("coordination-parity-tests/src/it/*/pom.xml").values().stream()
                .flatMap(pom -> DEPENDENCY.matcher(pom).results())
                .toList();

        assertThat(used)
                .isNotEmpty()
                .allSatisfy(dependency ->
                        assertThat(scopes).containsEntry(dependency.group(1), scope(dependency.group(2))));
    }

    @Test
    void theTableOfModulesHasTheDependenciesOfTheirPoms() throws IOException {
        for (MatchResult row : rowsOfModules().toList()) {
            String pom =
                    ProjectFiles.read(ProjectFiles.ROOT.resolve(row.group(1)).resolve("pom.xml"));
            Set<String> dependencies = DEPENDENCY
                    .matcher(pom)
                    .results()
                    .filter(dependency -> scope(dependency.group(2)).equals("compile"))
                    .map(dependency -> dependency.group(1).replace("coordination-", ""))
                    .collect(Collectors.toSet());

            assertThat(row.group(4).split("[,;] "))
                    .filteredOn(name -> name.matches("[a-z-]+") && !name.equals("nothing"))
                    .as("what %s depends on", row.group(1))
                    .isSubsetOf(dependencies);
        }
    }

    @Test
    void theTableOfModulesHasTheNamesOfTheJavaModules() throws IOException {
        assertThat(rowsOfModules())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.group(3))
                        .as("the Java module of %s", row.group(1))
                        .isEqualTo(nameOfJavaModule(row.group(1))));
    }

    private static String nameOfJavaModule(String artifact) throws IOException {
        Map<Path, String> files = read(artifact + "/src/main/java/module-info.java");
        if (files.isEmpty()) {
            files = read(artifact + "/pom.xml");
        }
        assertThat(files).hasSize(1);
        Matcher name = MODULE_NAME.matcher(files.values().iterator().next());
        if (!name.find()) {
            return "none";
        }
        return "`" + (name.group(1) != null ? name.group(1) : name.group(2)) + "`";
    }

    private static Stream<MatchResult> rowsOfModules() throws IOException {
        return read("README.md").values().stream()
                .flatMap(readme -> MODULE.matcher(readme).results());
    }

    private static String scope(String dependency) {
        Matcher scope = SCOPE.matcher(dependency);
        return scope.find() ? scope.group(1) : "compile";
    }

    @Test
    void everyModuleThatIsNamedExists() throws IOException {
        Pattern name = Pattern.compile("[`>](coordination-[a-z-]+)[`<]");

        Map<Path, String> pages = read("*.md");
        pages.putAll(read("docs/**.md"));
        pages.forEach((page, text) -> assertThat(name.matcher(text).results().map(found -> found.group(1)))
                .as("modules in %s", page)
                .allSatisfy(
                        module -> assertThat(ProjectFiles.ROOT.resolve(module)).isDirectory()));
    }

    /** The anchors of the headings, as GitHub forms them. */
    private static Stream<String> anchors(String markdown) {
        return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
                .matcher(markdown)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }

    private static Map<Path, String> read(String glob) throws IOException {
        var matcher = ProjectFiles.ROOT.getFileSystem().getPathMatcher("glob:../" + glob);
        return ProjectFiles.all().stream()
                .filter(matcher::matches)
                .collect(Collectors.toMap(file -> file, ProjectFiles::read));
    }

    private static List<String> snippets(String language, String markdown) {
        Matcher block = Pattern.compile("^ *```" + language + "\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(markdown);
        List<String> snippets = new ArrayList<>();
        while (block.find()) {
            snippets.add(block.group(1));
        }
        return snippets;
    }

    /** Removes white space, because indentation and line breaks differ between the documentation and the sources. */
    private static String stripped(String code) {
        return code.replaceAll("\\s+", "");
    }
}
