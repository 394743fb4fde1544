// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.threads.BackgroundThreads;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.Limits;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * The base class of the areas of the contract. {@link CoordinationContract} combines all areas.
 *
 * <p>Each test has its own harness, with a fresh, empty backend, and closes it afterwards.
 *
 * <p>If a test fails and was late by at least half a {@linkplain TimeControl#unit unit}, its failure proves nothing, so
 * the test is repeated with a longer unit, up to three times. If the machine remains too slow, the test fails with a
 * message that says so. A test that hangs is interrupted after one minute, or after 60 units of real time if that is
 * longer. This does not include the time that the test waits on purpose, or up to nine minutes of completed calls.
 */
@ExtendWith(ContractExtension.class)
@DisplayNameGeneration(RuleNames.class)
abstract class ContractArea {

    private static final Duration LONGEST_IN_CALLS = Duration.ofMinutes(9);

    /** The key of the report entry for limits that are lower than those of the port. */
    private static final String LIMITS_ENTRY = CoordinationContract.ADAPTER_ENTRY + ".limits";

    private Supplier<? extends CoordinationHarness> harnesses = () -> {
        throw new IllegalStateException(getClass().getName() + " is not part of a CoordinationContract");
    };

    /** The harness of this test. */
    CoordinationHarness harness;

    /** A handle on the backend of this test. */
    DistributedCoordination coordination;

    private @Nullable DistributedCoordination otherHandle;

    private MeasuredTime time;

    private Limits limits = Limits.ofPort();

    private CallRecorder recorder;

    /** The calls of this test. Null before it has a handle. */
    private @Nullable Timeline calls;

    /** The threads of this test. */
    BackgroundThreads background = new BackgroundThreads(BackgroundThreads.USUAL_PATIENCE);

    /** Sets the contract that provides the harnesses. */
    final void useHarnessesOf(CoordinationContract contract) {
        harnesses = contract::harness;
    }

    /** Returns a new harness on a fresh, empty backend. */
    CoordinationHarness harness() {
        return harnesses.get();
    }

    /** Opens the harness of this test, and reports which adapter the test runs on. */
    @BeforeEach
    final void openHarness(TestInfo test, TestReporter reporter) {
        harness = harness();
        reporter.publishEntry(entry());
        skipWithoutCapabilities(test);
        connect(1);
    }

    /** Opens a harness for another attempt, after {@link #closeHarness}. */
    final void open(int stretch) {
        otherHandle = null;
        harness = harness();
        connect(stretch);
    }

    private void connect(int stretch) {
        Timeline timeline = new Timeline(harness.time().clock(), null);
        calls = timeline;
        recorder = new CallRecorder(harness.time().clock(), nanoTime(), timeline::add);
        coordination = connect();
        limits = harness.limits();
        time = new MeasuredTime(harness.time(), stretch, limits, nanoTime(), timeline::moved);
        background = new BackgroundThreads(time.patience());
        background.recordWith(recorder);
    }

    /** Starts recording the calls of the test, on this thread. */
    final void startRecording() {
        recorder.start();
    }

    /**
     * Returns how long the test may take, as of now. Calls on a slow backend do not count once they have ended, but a
     * test that never stops making calls is still interrupted.
     */
    final Duration limit() {
        Duration inCalls = recorder.timeInCalls();
        return time.limit().plus(inCalls.compareTo(LONGEST_IN_CALLS) < 0 ? inCalls : LONGEST_IN_CALLS);
    }

    /** Returns the last recorded call, or empty if there was none. */
    final Optional<CallRecorder.LastCall> lastCall() {
        return recorder.last();
    }

    /** Returns the calls of the test, or empty if there were none. */
    final Optional<String> calls() {
        return calls == null ? Optional.empty() : calls.asText();
    }

    /** Returns the clock by which lateness and calls are measured. */
    LongSupplier nanoTime() {
        return System::nanoTime;
    }

    private Map<String, String> entry() {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(CoordinationContract.ADAPTER_ENTRY, harness.description());
        if (!harness.limits().equals(Limits.ofPort())) {
            entry.put(LIMITS_ENTRY, harness.limits().toString());
        }
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
        missing.removeAll(capabilities(harness));
        if (!missing.isEmpty()) {
            throw new TestAbortedException(
                    "needs " + missing.stream().map(Capability::name).collect(Collectors.joining(", ")));
        }
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

    /** Returns a handle on another backend. */
    final DistributedCoordination connect(CoordinationHarness other) {
        return recorder.record(other.connect());
    }

    /** Returns a handle whose backend is unreachable. */
    final DistributedCoordination connectUnreachable() {
        return recorder.record(harness.connectUnreachable());
    }

    /** Returns a new handle that loses the reply to its first write, and skips the test if the harness cannot lose replies. */
    final DistributedCoordination connectLosingReply() {
        return recorder.record(harness.connectLosingReply()
                .orElseThrow(() -> new TestAbortedException("needs a harness that can lose a reply")));
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

    /** Returns the length of a number of time units. TTLs are several units long; margins are one unit. */
    final Duration units(long count) {
        return time.unit().multipliedBy(count);
    }

    /** Returns whether the adapter and its harness have a capability, either declared or included in another one. */
    final boolean has(Capability capability) {
        return capabilities(harness).contains(capability);
    }

    /**
     * Publishes a message that nobody should receive, and verifies that {@code publish} returns zero if the adapter
     * knows when nobody listens.
     */
    final void publishToNobody(DistributedCoordination from, String channel, String text) {
        assertNobodyListens(channel, from.pubSub().publish(channel, bytes(text)));
    }

    /** Verifies that {@code publish} returned zero on a channel where nobody listens, if the adapter knows when that is so. */
    final void assertNobodyListens(String channel, long published) {
        if (has(Capability.KNOWS_WHEN_NOBODY_LISTENS)) {
            assertThat(published)
                    .as("the result of pubSub.publish(%s), where nobody listens", Arguments.quoted(channel))
                    .isZero();
        }
    }

    /** Returns the capabilities of a harness, including those that are included in others. */
    static Set<Capability> capabilities(CoordinationHarness harness) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(harness.capabilities());
        if (capabilities.contains(Capability.EXACT_RECEIVER_COUNT)) {
            capabilities.add(Capability.KNOWS_WHEN_NOBODY_LISTENS);
        }
        return capabilities;
    }

    /** Returns the limits of the adapter. */
    final Limits limits() {
        return limits;
    }

    /** Returns a TTL that no test outlasts: 1,000 units, or the longest TTL of the adapter if that is shorter. */
    final Duration lasting() {
        Duration thousandUnits = units(1_000);
        return thousandUnits.compareTo(limits.longestTtl()) < 0 ? thousandUnits : limits.longestTtl();
    }

    /** Returns a name of the maximum length: a word and a run of two-byte characters. */
    final String longestName(String word) {
        return ofBytes(word, limits.nameBytes());
    }

    /** Returns text of the given length in UTF-8: a word, a run of two-byte characters, and an {@code x} if needed. */
    static String ofBytes(String word, int bytes) {
        int rest = bytes - bytes(word).length;
        return word + "\u00e9".repeat(rest / 2) + "x".repeat(rest % 2);
    }

    /** Returns a value of the given size: zeros, and the given byte at the end. */
    static byte[] ofSize(int size, int last) {
        byte[] value = new byte[size];
        value[size - 1] = (byte) last;
        return value;
    }

    /** Returns the result of an operation that is not recorded, and fails if it is null. */
    static <T> T notNull(T result, String operation) {
        if (result == null) {
            throw new AssertionError(operation + " should have returned a value, but returned null");
        }
        return result;
    }

    /** Returns text as bytes. */
    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
