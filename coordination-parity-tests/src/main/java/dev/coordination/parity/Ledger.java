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
 * The known differences between adapters. A run reports those that it finds and does not fail because of them. It fails
 * if a listed difference is not found, because the entry is then out of date.
 *
 * <p>A line has the form {@code rule | adapter | version | where | what | reason}, with the fields of {@link Divergence}. Empty
 * lines and lines that begin with {@code #} are ignored.
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
     * Returns the ledger of this project's adapters.
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
     * Returns an empty ledger.
     *
     * @return the ledger
     * @since 0.1.0
     */
    public static Ledger empty() {
        return new Ledger(List.of());
    }

    /**
     * Parses a ledger.
     *
     * @param text the lines of the ledger
     * @return the ledger
     * @throws IllegalArgumentException if a line does not have six fields, or has an unknown rule, an unknown comparison or an
     *     invalid regular expression; the message names the line
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
            throw bad(number, line, "has " + fields.length + " fields instead of " + FIELDS);
        }
        String rule = fields[0].strip();
        if (Arrays.stream(Rule.values()).noneMatch(known -> known.id().equals(rule))) {
            throw bad(number, line, "has an unknown rule");
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
            throw bad(number, line, "has an invalid regular expression: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            throw bad(number, line, "must name one of " + Arrays.toString(Where.values()));
        }
    }

    private static IllegalArgumentException bad(int number, String line, String problem) {
        return new IllegalArgumentException("line " + number + " of the ledger " + problem + ": " + line);
    }

    /**
     * Returns all entries.
     *
     * @return the entries, in the order of the file
     * @since 0.1.0
     */
    public List<Divergence> entries() {
        return entries;
    }

    /**
     * Returns the entries for one adapter in one comparison. The page records which of them the comparison finds.
     *
     * @param description the description of the harness
     * @param where the comparison
     * @return a new page
     * @since 0.1.0
     */
    public Page page(String description, Where where) {
        return new Page(
                entries.stream().filter(entry -> entry.isOf(description, where)).toList());
    }

    /**
     * The entries for one adapter in one comparison, and which of them were found. Thread-safe.
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
         * Looks up a difference, and records that its entry was found.
         *
         * @param what the name of what differs
         * @return the entry, or empty if the difference is not listed
         * @since 0.1.0
         */
        public synchronized Optional<Divergence> meet(String what) {
            Optional<Divergence> entry =
                    known.stream().filter(divergence -> divergence.covers(what)).findFirst();
            entry.filter(divergence -> !met.contains(divergence)).ifPresent(met::add);
            return entry;
        }

        /**
         * Returns the entries that were found.
         *
         * @return an immutable list
         * @since 0.1.0
         */
        public synchronized List<Divergence> met() {
            return List.copyOf(met);
        }

        /**
         * Returns the entries that were not found. After a complete run, these are out of date.
         *
         * @return an immutable list
         * @since 0.1.0
         */
        public synchronized List<Divergence> unmet() {
            return known.stream().filter(entry -> !met.contains(entry)).toList();
        }
    }
}
