// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.junit.contract.races.Race;
import dev.coordination.junit.contract.races.Races;
import dev.coordination.junit.contract.races.Ttls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;

/**
 * The base class of the areas in which two threads make calls at the same time.
 *
 * <p>A race whose calls hardly ever overlapped proves little. It does not fail the test, since the machine may have
 * been busy, but a report entry names it.
 */
abstract class RaceArea extends ContractArea {

    /** The key of the report entry for races whose calls hardly ever overlapped. */
    static final String UNDECIDED = "coordination.contract.undecided";

    /** The configuration parameter for how many milliseconds a race is repeated if too few of its calls overlap. */
    static final String RACING = "coordination.contract.racing";

    private Duration racing = Duration.ofMillis(320);
    private TestReporter reporter;

    /** Sets how long a race is repeated if too few of its calls overlap. */
    final void raceFor(Duration atMost) {
        racing = atMost;
    }

    /** Keeps the reporter of the test. */
    @BeforeEach
    final void reportTo(TestReporter reporterOfTheTest) {
        reporter = reporterOfTheTest;
    }

    /** Repeats each race until its calls have overlapped often enough. */
    final void judge(Race... all) {
        Duration unit = units(1);
        Ttls ttls = new Ttls(unit, limits().roundUp(lasting().dividedBy(4)), lasting());
        // The calls of these handles are not recorded for failure messages, because recording takes longer than the
        // calls.
        Races races = new Races(
                List.of(harness.connect(), harness.connect()),
                ttls,
                time()::advance,
                time().takesRealTime(),
                racing,
                time().patience());
        List<String> undecided = new ArrayList<>();
        for (Race race : all) {
            races.judge(race).ifPresent(undecided::add);
        }
        if (!undecided.isEmpty()) {
            reporter.publishEntry(UNDECIDED, String.join("; ", undecided));
        }
    }
}
