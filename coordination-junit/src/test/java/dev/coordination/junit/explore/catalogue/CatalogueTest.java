// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.junit.explore.Exploration;
import dev.coordination.junit.explore.ExplorationFailedError;
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

/** Explores every program of the catalogue with the default settings. */
class CatalogueTest {

    private static final String WRITE = "coordination.exploration.catalogue.write";
    private static final Path PAGE = Path.of("../docs/exploring-catalogue.md");

    static final List<KnownBug> BUGS = Catalogue.all();

    @Test
    void namesAreUnique() {
        assertThat(BUGS)
                .hasSizeGreaterThanOrEqualTo(36)
                .extracting(KnownBug::toString)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void aBugIsFound(KnownBug bug) {
        ExplorationResult result = Finding.inMemory(bug).failed();

        if (result.neverTrue().isEmpty()) {
            assertThat(result.verdict()).as(result.summary()).isEqualTo(Verdict.FAILED);
            assertThat(result.failure()).isPresent().get().returns(true, ScheduleFailure::deterministic);
        }
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void aTokenReproducesItsFailure(KnownBug bug) {
        Finding.inMemory(bug).failed().failure().ifPresent(failure -> {
            ExplorationResult again = bug.needs()
                    .configure(Exploration.create().replay(failure.token()))
                    .run(bug.bug());

            assertThat(again.failure()).isPresent().get().satisfies(repeated -> {
                assertThat(repeated.cause()).hasToString(failure.cause().toString());
                assertThat(repeated.timeline()).isEqualTo(failure.timeline());
            });
        });
    }

    @Test
    void onlyOneBugHasNoFailingSchedule() {
        assertThat(BUGS)
                .filteredOn(bug -> Finding.inMemory(bug).failed().failure().isEmpty())
                .singleElement()
                .satisfies(bug -> {
                    assertThat(Finding.inMemory(bug).failed().neverTrue()).containsExactly("the leadership changes");
                    assertThatThrownBy(() -> Exploration.create().check(bug.bug()))
                            .isInstanceOf(ExplorationFailedError.class)
                            .hasMessageContaining("the leadership changes");
                });
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void aCorrectionIsProved(KnownBug bug) {
        ExplorationResult result = Finding.inMemory(bug).proved();

        assertThat(result.failure()).isEmpty();
        assertThat(result.neverTrue()).isEmpty();
        assertThat(result.verdict()).as(result.summary()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void thePageShowsWhatIsFound() throws IOException {
        List<Finding> findings = BUGS.stream().map(Finding::inMemory).toList();
        String page = CataloguePage.of(findings);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page);
        }

        assertThat(CataloguePage.withoutTimes(Files.readString(PAGE)))
                .as("%s, which -D%s=true rewrites", PAGE, WRITE)
                .isEqualTo(CataloguePage.withoutTimes(page));
    }
}
