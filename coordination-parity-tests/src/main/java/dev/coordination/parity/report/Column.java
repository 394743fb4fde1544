// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.report;

import static dev.coordination.parity.report.Readable.count;
import static dev.coordination.parity.report.Readable.grouped;

import dev.coordination.parity.report.ParityData.Adapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The column of an adapter in the table.
 *
 * @param number its position, from 1
 * @param label a short name for the heading of the column
 * @param name the full name, which no other column has
 * @param results the numbers of rules in each state that occurs, and the number of tests
 */
record Column(int number, String label, String name, Adapter adapter, String results) {

    private static final Pattern END_OF_LABEL = Pattern.compile("[,(]");

    /** Returns the columns by the ids of their adapters, in the order of the table. */
    static Map<String, Column> of(List<Adapter> adapters) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Adapter adapter : adapters) {
            int number = columns.size() + 1;
            boolean unique = adapters.stream()
                            .filter(other -> other.name().equals(adapter.name()))
                            .count()
                    == 1;
            columns.put(
                    adapter.id(),
                    new Column(
                            number,
                            label(adapter),
                            adapter.name() + (unique ? "" : " (adapter " + number + ")"),
                            adapter,
                            results(adapter)));
        }
        return columns;
    }

    private static String label(Adapter adapter) {
        String server = (adapter.server() + " " + adapter.version()).strip();
        return server.isEmpty() ? END_OF_LABEL.split(adapter.name(), 2)[0].strip() : server;
    }

    private static String results(Adapter adapter) {
        return count(adapter.passed(), "rule") + " passed"
                + ifAny(adapter.partlyPassed(), Sign.PARTLY_PASSED)
                + ifAny(adapter.failed(), Sign.FAILED)
                + ifAny(adapter.skipped(), Sign.SKIPPED)
                + ifAny(adapter.notRun(), Sign.NOT_RUN)
                + "; " + count(adapter.tests(), "test") + " in " + Readable.time(adapter.millis());
    }

    /** Returns the number of rules with a sign, or an empty string if there are none. */
    static String ifAny(long rules, Sign sign) {
        return rules == 0 ? "" : ", " + grouped(rules) + " " + sign.state();
    }
}
