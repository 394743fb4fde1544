// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import dev.coordination.Arguments;
import dev.coordination.junit.contract.Rule;
import dev.coordination.parity.Divergence.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The known differences between adapters. A run shows those that it meets and does not fail for them; it fails for one that it
 * does not meet, for that is no longer true.
 *
 * <p>A line is {@code rule | adapter | version | where | what | reason}, as in {@link Divergence}; empty lines and lines that
 * begin with {@code #} say nothing.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class Ledger {

    private static final String RESOURCE = "divergences.txt";
    private static final int FIELDS = 6;

    private final List<Divergence> entries;

    private Ledger(List<Divergence> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Returns the ledger of the adapters of this project.
     *
     * @return the ledger
     * @since 0.1.0
     */
    public static Ledger ofThisProject() {
        try (InputStream in = Ledger.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a ledger with nothing in it.
     *
     * @return the ledger
     * @since 0.1.0
     */
    public static Ledger empty() {
        return new Ledger(List.of());
    }

    /**
     * Reads a ledger.
     *
     * @param text its lines
     * @return the ledger
     * @throws IllegalArgumentException if a line has not six fields, an unknown rule or place, or no regular expression; the
     *     message names the line
     * @since 0.1.0
     */
    public static Ledger parse(String text) {
        List<Divergence> entries = new ArrayList<>();
        int number = 0;
        for (String line : Arguments.notNull(text, "text").split("\\R", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(entry(line, number));
            }
        }
        return new Ledger(entries);
    }

    private static Divergence entry(String line, int number) {
        String[] fields = line.split(" \\| ", -1);
        if (fields.length != FIELDS) {
            throw bad(number, line, "has " + fields.length + " fields and not " + FIELDS);
        }
        String rule = fields[0].strip();
        if (Arrays.stream(Rule.values()).noneMatch(known -> known.id().equals(rule))) {
            throw bad(number, line, "names no rule");
        }
        try {
            return new Divergence(
                    rule,
                    fields[1].strip(),
                    fields[2].strip(),
                    Where.valueOf(fields[3].strip()),
                    Pattern.compile(fields[4].strip(), Pattern.DOTALL),
                    fields[5].strip());
        } catch (PatternSyntaxException e) {
            throw bad(number, line, "has no regular expression: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            throw bad(number, line, "must name one of " + Arrays.toString(Where.values()));
        }
    }

    private static IllegalArgumentException bad(int number, String line, String problem) {
        return new IllegalArgumentException("line " + number + " of the ledger " + problem + ": " + line);
    }

    /**
     * Returns all that is known.
     *
     * @return the entries, in the order of the file
     * @since 0.1.0
     */
    public List<Divergence> entries() {
        return entries;
    }

    /**
     * Returns what is known of one adapter in one comparison, and takes note of what is met there.
     *
     * @param description what the harness says that it is
     * @param where which comparison
     * @return a page of its own for each call
     * @since 0.1.0
     */
    public Page page(String description, Where where) {
        return new Page(
                entries.stream().filter(entry -> entry.isOf(description, where)).toList());
    }

    /**
     * What is known of one adapter in one comparison, and what of it was met. Thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Page {

        private final List<Divergence> known;
        /** Guarded by this page. */
        private final List<Divergence> met = new ArrayList<>();

        private Page(List<Divergence> known) {
            this.known = known;
        }

        /**
         * Looks something up that differs.
         *
         * @param what its name
         * @return the entry, met from now on, or empty when nobody knows of it
         * @since 0.1.0
         */
        public synchronized Optional<Divergence> meet(String what) {
            Optional<Divergence> entry =
                    known.stream().filter(divergence -> divergence.covers(what)).findFirst();
            entry.filter(divergence -> !met.contains(divergence)).ifPresent(met::add);
            return entry;
        }

        /**
         * Returns what was met.
         *
         * @return the entries
         * @since 0.1.0
         */
        public synchronized List<Divergence> met() {
            return List.copyOf(met);
        }

        /**
         * Returns what is listed and was not met: after a whole run it no longer diverges.
         *
         * @return the entries
         * @since 0.1.0
         */
        public synchronized List<Divergence> unmet() {
            return known.stream().filter(entry -> !met.contains(entry)).toList();
        }
    }
}
