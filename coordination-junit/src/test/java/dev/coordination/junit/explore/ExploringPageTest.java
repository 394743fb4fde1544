// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that docs/exploring.md shows the failures that its examples really have. */
class ExploringPageTest {

    private static void assertPageShows(Class<?> fixture) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "exploring.md"));
        String failure = FixtureRun.of(fixture)
                .failure()
                .getMessage()
                .lines()
                .takeWhile(line -> !line.startsWith("failed in schedule "))
                .collect(Collectors.joining("\n"));

        assertThat(page).contains("```\n" + failure + "\n");
    }

    @Test
    void showsTheLostVisit() throws IOException {
        assertPageShows(VisitsTestCase.class);
    }

    static class VisitsTestCase {

        /** The class that the page shows, as in the sample project. */
        private record Visits(SharedCache cache) {

            void count(String page) {
                long visits = of(page);
                cache.setText(page, Long.toString(visits + 1));
            }

            long of(String page) {
                return cache.getText(page).map(Long::parseLong).orElse(0L);
            }
        }

        @EveryInterleaving
        void noVisitIsLost(Nodes nodes) {
            nodes.run(a -> new Visits(a.cache()).count("home"), b -> new Visits(b.cache()).count("home"));

            assertThat(new Visits(nodes.node("reader").cache()).of("home")).isEqualTo(2);
        }
    }

    @Test
    void showsTheWriteOfAnOldLeader() throws IOException {
        assertPageShows(OldLeaderTestCase.class);
    }

    static class OldLeaderTestCase {

        private static final class UnfencedStorage implements ExploringExamplesTest.Storage {

            private final List<Long> tokens = new ArrayList<>();

            @Override
            public void write(long fencingToken, String text) {
                tokens.add(fencingToken);
            }

            @Override
            public List<Long> tokens() {
                return List.copyOf(tokens);
            }
        }

        @EveryInterleaving(timeSteps = 1)
        void anOldLeaderWritesNothing(Nodes nodes) {
            ExploringExamplesTest.Storage storage =
                    nodes.shared(ExploringExamplesTest.Storage.class, new UnfencedStorage());

            nodes.run(a -> ExploringExamplesTest.lead(a, storage), b -> ExploringExamplesTest.lead(b, storage));

            assertThat(storage.tokens()).isSorted();
        }
    }
}
