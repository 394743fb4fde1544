// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The library, the commit and the JDK that a report is about.
 *
 * @param product the name of this library
 * @param version its version
 * @param commit the commit of the working directory; empty if unknown
 * @param modified whether tracked files differed from the commit
 * @param jdk the version and the vendor of the running JDK
 */
record About(String product, String version, String commit, boolean modified, String jdk) {

    private static final String PRODUCT = "product.properties";

    static About thisRun() {
        Properties product = load();
        Optional<GitCommit> commit = GitCommit.of(Path.of("").toAbsolutePath());
        return new About(
                product.getProperty("name"),
                product.getProperty("version"),
                commit.map(GitCommit::id).orElse(""),
                commit.map(GitCommit::modified).orElse(false),
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    }

    private static Properties load() {
        Properties product = new Properties();
        try (InputStream in = Objects.requireNonNull(About.class.getResourceAsStream(PRODUCT), PRODUCT)) {
            product.load(in);
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
