// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the settings page lists every setting that the documentation mentions, and only settings that the code reads. */
class SettingsPageTest {

    private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/settings.md");
    private static final Pattern LISTED = Pattern.compile("^\\| `(coordination\\.[a-z.]+)`", Pattern.MULTILINE);
    private static final Pattern MENTIONED = Pattern.compile("-D(coordination\\.[a-z.]*[a-z])");

    @Test
    void listsEverySettingThatADocumentMentions() throws IOException {
        assertThat(mentioned()).isSubsetOf(listed());
    }

    @Test
    void listsOnlySettingsThatTheCodeReads() throws IOException {
        String code = code();

        assertThat(listed()).isNotEmpty().allSatisfy(setting -> assertThat(code).contains("\"" + setting + "\""));
    }

    private static TreeSet<String> listed() throws IOException {
        return LISTED.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> mentioned() throws IOException {
        return files(".md")
                .flatMap(page -> MENTIONED.matcher(ProjectFiles.read(page)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String code() throws IOException {
        return files(".java").map(ProjectFiles::read).collect(Collectors.joining());
    }

    private static Stream<Path> files(String suffix) throws IOException {
        return ProjectFiles.all().stream().filter(file -> file.toString().endsWith(suffix));
    }
}
