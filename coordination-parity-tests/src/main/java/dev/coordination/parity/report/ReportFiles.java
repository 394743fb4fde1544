// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import com.google.gson.GsonBuilder;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Writes the two files of a report. */
final class ReportFiles {

    static final String DATA = "parity.json";
    static final String PAGE = "index.html";

    private static final String TEMPLATE = "index.mustache";

    private ReportFiles() {}

    static void write(Path directory, ParityData data) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(DATA), json(data));
        Files.writeString(directory.resolve(PAGE), html(data));
    }

    static String json(ParityData data) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(data)
                + "\n";
    }

    /** Returns the content of {@code index.html}. The template escapes every value that it inserts. */
    static String html(ParityData data) throws IOException {
        try (Reader template = resource(TEMPLATE)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .zeroIsFalse(true)
                    .withLoader(ReportFiles::resource)
                    .compile(template)
                    .execute(ParityPage.of(data));
        }
    }

    private static Reader resource(String name) {
        InputStream in = Objects.requireNonNull(ReportFiles.class.getResourceAsStream(name), name);
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
