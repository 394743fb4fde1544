// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.ExplorationResult;
import dev.coordination.junit.explore.ScheduleFailure;
import dev.coordination.junit.explore.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Explores each planted bug with the default budget, and the same recipe without the bug. */
class PlantedBugsTest {

    private static final String WRITE = "coordination.recipes.planted.write";
    private static final Path PAGE = Path.of("..", "docs", "recipes.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/coordination/recipes/planted");

    static final List<PlantedBug> BUGS = List.of(
            // Electors.
            new SessionTimedFromItsFailure(),
            new UnavailableTakenForHeld(),
            new LatchThatTrustsItsOldNode(),
            new LoopThatReadsButCannotWrite(),
            new CloseThatSkipsTheStop(),
            new StopWithoutStart(),
            new LeaderThatIsNotInterrupted(),
            new StartThatFailsUnnoticed(),
            new RenewalAfterTheLoss(),
            new ResignThatForgets(),
            new ReleaseBeforeTheWorkHasEnded(),
            new LatchThatRejoins(),
            new RestartThatIsNotTold(),
            new HostNameAsIdentity(),
            // Locks.
            new WatchdogThatOutlivesTheUnlock(),
            new WatchdogOfTheFirstLockOnly(),
            new AcquisitionWhoseCallerHasGone(),
            new RefreshThatLocksAgain(),
            new UnlockOfTheSuccessorsLock(),
            new UnlockByCheckAndDelete(),
            new TokenOfTheLastThread(),
            new LockWithoutExpiry(),
            new DriftThatIsAdded(),
            new LocalLockThatIsKept(),
            new SubscriptionAfterTheAttempt(),
            // Rate limiters.
            new CounterWithoutExpiry(),
            new CounterThatIsBornAgain(),
            // Caches.
            new LoadThatOutlivesTheInvalidation(),
            new LoadInEachProcess(),
            new FailureThatIsKept(),
            new LocalCopyWithoutSubscription(),
            // Members.
            new HeartbeatOfTheUnknown(),
            new HeartbeatBehindTheWork(),
            new OldRegistrationAgain(),
            new RegistrationThatIsInherited(),
            new RegistrationByDeleteAndCreate(),
            new ChildThatDiesWhileItIsRead());

    @Test
    void thereAreManyBugsOfManyLibraries() {
        assertThat(BUGS).hasSizeGreaterThanOrEqualTo(20);
        assertThat(BUGS).extracting(PlantedBug::reference).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void aBugIsFound(PlantedBug bug) {
        Finding finding = Finding.of(bug);

        assertThat(finding.planted().verdict()).as(finding.planted().summary()).isEqualTo(Verdict.FAILED);
        assertThat(finding.failure().cause()).hasMessageContaining(bug.invariant());
        assertThat(finding.failure().deterministic()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void aBugIsFoundInTheSameScheduleAgain(PlantedBug bug) {
        ScheduleFailure first = Finding.of(bug).failure();

        assertThat(Finding.explore(bug, false).failure()).hasValueSatisfying(second -> {
            assertThat(second.schedule()).isEqualTo(first.schedule());
            assertThat(second.token()).isEqualTo(first.token());
            assertThat(second.timeline()).isEqualTo(first.timeline());
        });
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void theFixedRecipeIsProved(PlantedBug bug) {
        ExplorationResult result = Finding.of(bug).fixed();

        assertThat(result.failure()).as(result.summary()).isEmpty();
        assertThat(result.verdict()).as(result.summary()).isEqualTo(Verdict.PROVED);
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void theSourceNamesItsReference(PlantedBug bug) throws IOException {
        assertThat(SOURCES.resolve(bug + ".java")).content().contains("Reference: " + bug.reference() + ".");
    }

    @Test
    void thePageShowsWhatIsFound() throws IOException {
        String section = PlantedBugsSection.of(BUGS.stream().map(Finding::of).toList());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, PlantedBugsSection.replaceIn(Files.readString(PAGE), section));
        }

        assertThat(PlantedBugsSection.in(Files.readString(PAGE)))
                .as("the section of %s, which -D%s=true rewrites", PAGE, WRITE)
                .isEqualTo(section);
    }
}
