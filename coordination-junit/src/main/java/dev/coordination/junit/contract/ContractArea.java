// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.timeline.Timeline;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The base class of the areas of the contract. {@link CoordinationContract} combines all areas.
 *
 * <p>Each test has its own harness, with a fresh, empty backend, and closes it afterwards.
 *
 * <p>If a test fails and was late by at least half a {@linkplain TimeControl#unit unit}, its failure proves nothing, so
 * the test is repeated with a longer unit, up to three times. If the machine remains too slow, the test fails with a
 * message that says so. A test that hangs is interrupted after one minute plus the time that it waits on purpose.
 */
@ExtendWith(ContractExtension.class)
@DisplayNameGeneration(RuleNames.class)
abstract class ContractArea {

    private Supplier<? extends CoordinationHarness> harnesses = () -> {
        throw new IllegalStateException(getClass().getName() + " is not part of a CoordinationContract");
    };

    /** The harness of this test. */
    CoordinationHarness harness;

    /** A handle on the backend of this test. */
    DistributedCoordination coordination;

    private @Nullable DistributedCoordination otherHandle;

    private MeasuredTime time;

    private CallRecorder recorder;

    /** The calls of this test. Null before it has a handle. */
    private @Nullable Timeline calls;

    /** The threads of this test. */
    BackgroundThreads background = new BackgroundThreads();

    /** Sets the contract that provides the harnesses. */
    final void useHarnessesOf(CoordinationContract contract) {
        harnesses = contract::harness;
    }

    /** Returns a new harness on a fresh, empty backend. */
    CoordinationHarness harness() {
        return harnesses.get();
    }

    /** Opens the harness of this test, and reports which adapter it runs on. */
    @BeforeEach
    final void openHarness(TestInfo test, TestReporter reporter) {
        harness = harness();
        reporter.publishEntry(entry());
        skipWithoutCapabilities(test);
        connect(1);
    }

    /** Opens a harness for another attempt, after {@link #closeHarness}. */
    final void open(int stretch) {
        background = new BackgroundThreads();
        otherHandle = null;
        harness = harness();
        connect(stretch);
    }

    private void connect(int stretch) {
        Timeline timeline = new Timeline(harness.time().clock(), null);
        calls = timeline;
        recorder = new CallRecorder(harness.time().clock(), timeline::add);
        coordination = connect();
        time = new MeasuredTime(harness.time(), stretch, nanoTime(), timeline::moved);
    }

    /** Starts recording the calls of the test, on this thread. */
    final void startRecording() {
        recorder.start();
    }

    /** Returns the calls of the test, or empty if there were none. */
    final Optional<String> calls() {
        return calls == null ? Optional.empty() : calls.asText();
    }

    /** Returns the clock by which lateness is measured. */
    LongSupplier nanoTime() {
        return System::nanoTime;
    }

    private Map<String, String> entry() {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(CoordinationContract.ADAPTER_ENTRY, harness.description());
        harness.details().forEach((key, value) -> entry.put(CoordinationContract.ADAPTER_ENTRY + "." + key, value));
        return entry;
    }

    /** Ends the background threads of the test, and closes its harness. */
    @AfterEach
    final void closeHarness() {
        try {
            background.close();
        } finally {
            if (harness != null) { // Null if no harness could be created.
                harness.close();
            }
        }
    }

    private void skipWithoutCapabilities(TestInfo test) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        test.getTestMethod().ifPresent(method -> addNeeds(method, missing));
        addNeeds(getClass(), missing);
        missing.removeAll(harness.capabilities());
        Assumptions.assumeTrue(
                missing.isEmpty(), () -> harness.description() + " lacks the capability " + missing + ": skipped");
    }

    private static void addNeeds(AnnotatedElement element, Set<Capability> needs) {
        AnnotationSupport.findAnnotation(element, RequiresCapability.class).ifPresent(annotation -> {
            for (Capability capability : annotation.value()) {
                needs.add(capability);
            }
        });
    }

    /** Returns another handle on the backend of this test. */
    final DistributedCoordination connect() {
        return recorder.record(harness.connect());
    }

    /** Returns a handle whose backend is unreachable. */
    final DistributedCoordination connectUnreachable() {
        return recorder.record(harness.connectUnreachable());
    }

    /** Returns a second handle, the same on every call, for observing the effects of the first one. */
    final DistributedCoordination otherHandle() {
        if (otherHandle == null) {
            otherHandle = connect();
        }
        return otherHandle;
    }

    /** Returns the time control of this test. */
    final MeasuredTime time() {
        return time;
    }

    /** Returns a number of time units. TTLs are several units long; margins are one unit. */
    final Duration units(long count) {
        return time.unit().multipliedBy(count);
    }

    /** Returns text as bytes. */
    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
