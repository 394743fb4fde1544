package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the documentation shows as Java is code of a test that is compiled and run, to the letter. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK =
            Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void everyJavaSnippetIsCompiledAndRun() throws IOException {
        List<String> sources = read("**/src/test/java/**.java").values().stream()
                .map(DocumentationTest::stripped)
                .toList();

        List<String> snippets = new ArrayList<>();
        read("{README,CONTRIBUTING,CHANGELOG}.md").values().forEach(text -> snippets.addAll(snippets(text)));
        read("docs/**.md").values().forEach(text -> snippets.addAll(snippets(text)));

        assertThat(snippets).as("the snippets of README.md and docs").isNotEmpty();
        assertThat(snippets)
                .allSatisfy(snippet -> assertThat(sources)
                        .as("a test that has these lines:\n%s", snippet)
                        .anyMatch(source -> source.contains(stripped(snippet))));
    }

    @Test
    void everyLinkWithinTheProjectLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

        Map<Path, String> pages = read("*.md");
        pages.putAll(read("docs/**.md"));
        assertThat(pages).isNotEmpty();
        pages.forEach((page, text) -> assertThat(link.matcher(text).results().map(found -> found.group(1)))
                .as("links of %s", page)
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists()));
    }

    private static Map<Path, String> read(String glob) throws IOException {
        var matcher = ROOT.getFileSystem().getPathMatcher("glob:../" + glob);
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(matcher::matches).collect(Collectors.toMap(file -> file, DocumentationTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> snippets(String markdown) {
        Matcher block = JAVA_BLOCK.matcher(markdown);
        List<String> snippets = new ArrayList<>();
        while (block.find()) {
            snippets.add(block.group(1));
        }
        return snippets;
    }

    /** How far a line is indented depends on where it stands. */
    private static String stripped(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
