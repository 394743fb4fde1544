// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.history.Histories;
import dev.coordination.junit.contract.history.Histories.Pauses;
import dev.coordination.junit.contract.history.Model;
import dev.coordination.junit.contract.history.ValueModel;
import dev.coordination.junit.settings.NumberProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;

/**
 * The base class of the areas about histories of concurrent calls: every history of one key must be linearizable.
 *
 * <p>The calls are drawn from a random seed, which a failure reports and which {@code -Dcoordination.contract.seed}
 * sets. How the threads interleave depends on the machine. Histories whose calls hardly ever overlapped prove little.
 * They do not fail the test, since the machine may have been busy, but a report entry names them.
 */
abstract class HistoryArea extends ContractArea {

    private final long seed = NumberProperty.anyLong(
            GeneratedArea.SEED, System.nanoTime() ^ Thread.currentThread().getId());

    private TestReporter reporter;

    /** Reports the seed that the calls are drawn from. */
    @BeforeEach
    final void reportSeed(TestReporter reporterOfTheTest) {
        reporter = reporterOfTheTest;
        reporter.publishEntry("coordination.contract.seed", Long.toString(seed));
    }

    final <S, I, O> void judge(Model<S, I, O> model, Histories.Script<I, O> script) {
        judge(model, script, Optional.empty(), key -> {});
    }

    /**
     * Checks histories.
     *
     * @param pauses what happens between the calls on a key, if anything
     * @param forget receives each key after its history has been checked
     */
    final <S, I, O> void judge(
            Model<S, I, O> model,
            Histories.Script<I, O> script,
            Optional<Pauses<I, O>> pauses,
            Consumer<String> forget) {
        List<DistributedCoordination> handles =
                Stream.generate(harness::connect).limit(Histories.THREADS).toList();
        new Histories(background, handles, seed)
                .judge(model, script, pauses, forget)
                .ifPresent(why -> reporter.publishEntry(Map.of(RaceArea.UNDECIDED, why)));
    }

    /** Returns what {@code cache.get} returned, as text. */
    static String text(Optional<byte[]> value) {
        return notNull(value, "cache.get")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(ValueModel.ABSENT);
    }
}
