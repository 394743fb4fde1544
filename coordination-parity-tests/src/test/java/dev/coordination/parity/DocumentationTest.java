// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that every Java snippet in the documentation is part of a test that runs, that every pom is built, and that links
 * work.
 */
class DocumentationTest {

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
