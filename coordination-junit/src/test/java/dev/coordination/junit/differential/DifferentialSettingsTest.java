// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.contract.faulty.Fault;
import dev.coordination.junit.contract.faulty.FaultyAdapter;
import dev.coordination.junit.contract.faulty.FaultyHarness;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import dev.coordination.junit.harness.TimeControl;
import dev.coordination.junit.settings.NumberProperty;
import dev.coordination.memory.MemoryBackend;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("one-jdk")
class DifferentialSettingsTest {

    private static final Fault REVIVES = FaultyAdapter.of("a heartbeat revives an expired node");

    private static final int SEQUENCES = 300;
    private static final int STEPS = 60;

    /** Sets the size explicitly, so that the system properties for longer runs do not affect these tests. */
    private static Differential againstMemory(Supplier<CoordinationHarness> second) {
        return Differential.between(MemoryHarness::new, second)
                .seed(1)
                .sequences(SEQUENCES)
                .steps(STEPS);
    }

    private static Differential broken() {
        return againstMemory(() -> new FaultyHarness(REVIVES));
    }

    @Test
    void systemPropertiesSetTheSeedAndTheSize() {
        DifferentialResult result = Differential.between(MemoryHarness::new, MemoryHarness::new)
                .areas(EnumSet.of(Area.CACHE))
                .run();

        assertThat(result.seed()).isEqualTo(NumberProperty.anyLong(Differential.SEED, 1));
        assertThat(result.sequences()).isEqualTo(NumberProperty.positiveInt(Differential.SEQUENCES, 300));
        assertThat(result.steps())
                .isEqualTo((long) result.sequences() * NumberProperty.positiveInt(Differential.STEPS, 60));
    }

    @Test
    void theSameSeedMakesTheSameCalls() {
        Difference once = broken().seed(7).run().differences().get(0);
        Difference again = broken().seed(7).run().differences().get(0);
        Difference alone =
                broken().seed(once.seed()).sequences(1).run().differences().get(0);

        assertThat(again.asJava()).isEqualTo(once.asJava());
        assertThat(alone.asJava()).isEqualTo(once.asJava());
    }

    @Test
    void stopsAfterTheFirstDifferingSequenceByDefault() {
        DifferentialResult first = broken().run();
        DifferentialResult all = broken().stopAfter(Integer.MAX_VALUE).run();

        assertThat(first.differing()).isEqualTo(1);
        assertThat(first.sequences()).isLessThan(SEQUENCES);
        assertThat(all.differing()).isGreaterThan(1);
        assertThat(all.sequences()).isEqualTo(SEQUENCES);
        assertThat(all.steps()).isEqualTo(SEQUENCES * STEPS);
        assertThat(all.differences()).extracting(Difference::operation).doesNotHaveDuplicates();
    }

    @Test
    void theFailureContainsATestThatReproducesTheDifference() {
        DifferentialResult result = broken().run();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(result::assertNoDifference)
                .withMessageContaining("void behaveTheSame()")
                .withMessageContaining("1 sequence differs")
                .withMessageContaining("clusterMembership()");
    }

    @Test
    void canBeLimitedToAreasAndRunWithoutAdvancingTime() {
        broken().areas(EnumSet.complementOf(EnumSet.of(Area.MEMBERS))).run().assertNoDifference();
        broken().withoutTime().run().assertNoDifference();
    }

    @Test
    void aKnownDifferenceIsNotCounted() {
        DifferentialResult result = broken().known(operation -> operation.startsWith("clusterMembership."))
                .run();
        DifferentialResult other = broken().known("cache.get"::equals).run();

        assertThat(result.sequences()).isEqualTo(SEQUENCES);
        assertThat(result.differing()).isZero();
        assertThat(result.differences()).isEmpty();
        assertThat(other.differing()).isEqualTo(1);
    }

    /** The buffers overflow at different messages, which is allowed. */
    @Test
    void buffersOfDifferentSizesAreNotADifference() {
        againstMemory(SmallBufferHarness::new).run().assertNoDifference();
    }

    @Test
    void rejectsCountsThatAreNotPositiveAndAnEmptySetOfAreas() {
        Differential differential = againstMemory(MemoryHarness::new);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> differential.sequences(0))
                .withMessage("sequences must be positive, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> differential.steps(-1))
                .withMessage("steps must be positive, but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> differential.stopAfter(0))
                .withMessage("stopAfter must be positive, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> differential.areas(Set.of()))
                .withMessage("areas must not be empty");
    }

    /** A script written by hand is compared like a generated one. */
    @Test
    void theFailureOfAScriptNamesTheCallThatDiffers() {
        Script script = run -> {
            run.call(() -> run.node(0).clusterMembership().heartbeat("a", run.steps(1)));
            run.call(() -> run.node(0).clusterMembership().register("a", Map.of(), run.steps(1)));
            run.advance(1);
            run.call(() -> run.node(1).clusterMembership().heartbeat("a", run.steps(1)));
        };

        Differential.assertSame(MemoryHarness::new, MemoryHarness::new, script);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Differential.assertSame(MemoryHarness::new, () -> new FaultyHarness(REVIVES), script))
                .withMessage("call 3 of the script differs: first false, second true");
    }

    private static final class SmallBufferHarness implements CoordinationHarness {

        private static final int BUFFER = 17;

        private final MemoryBackend backend =
                MemoryBackend.builder().subscriptionBuffer(BUFFER).build();
        private final TimeControl time = TimeControl.of(backend.clock());

        @Override
        public DistributedCoordination connect() {
            return backend.connect();
        }

        @Override
        public TimeControl time() {
            return time;
        }

        @Override
        public int subscriptionBuffer() {
            return BUFFER;
        }

        @Override
        public String description() {
            return "in-memory adapter with a small buffer";
        }

        @Override
        public void close() {
            backend.close();
        }
    }
}
