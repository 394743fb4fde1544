// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.MessageListener;
import dev.coordination.junit.contract.faulty.ForwardingHarness;
import dev.coordination.junit.contract.faulty.MethodRecorder;
import dev.coordination.junit.harness.MemoryHarness;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that generated sequences call every method of the port. */
class GeneratedCallsTest {

    /** Methods that have no step because they call another method of their area. */
    private static final Set<String> DERIVED = Set.of("getText", "setText");

    private final MethodRecorder recorder = new MethodRecorder();

    /** Generated runs use no listeners. */
    private static boolean hasStep(Method method) {
        return !DERIVED.contains(method.getName())
                && !Arrays.asList(method.getParameterTypes()).contains(MessageListener.class);
    }

    private final class RecordingHarness extends ForwardingHarness {

        RecordingHarness() {
            super(new MemoryHarness());
        }

        @Override
        public DistributedCoordination connect() {
            return recorder.record(super.connect());
        }
    }

    @Test
    void everyMethodOfThePortIsCalled() {
        Differential.between(MemoryHarness::new, RecordingHarness::new)
                .seed(1)
                .sequences(300)
                .steps(60)
                .run()
                .assertNoDifference();

        assertThat(recorder.calls().stream().map(MethodRecorder.Call::method).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MethodRecorder.methodsOfThePort().stream()
                        .filter(GeneratedCallsTest::hasStep)
                        .toList());
    }
}
