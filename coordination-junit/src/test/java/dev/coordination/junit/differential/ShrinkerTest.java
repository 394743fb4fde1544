// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void keepsTheElementsThatReproduceTheFailure() {
        assertThat(Shrinker.shrink(HUNDRED, part -> part.containsAll(List.of(3, 50, 99))))
                .containsExactly(3, 50, 99);
    }

    @Test
    void keepsASingleElementThatFailsAlone() {
        assertThat(Shrinker.shrink(HUNDRED, part -> part.contains(0))).containsExactly(0);
        assertThat(Shrinker.shrink(List.of(7), part -> part.contains(7))).containsExactly(7);
    }

    @Test
    void keepsAllElementsIfAllAreNeeded() {
        assertThat(Shrinker.shrink(HUNDRED, part -> part.size() == 100)).isEqualTo(HUNDRED);
    }

    /** An element may become removable only after others have been removed. */
    @Test
    void removesEveryElementThatIsNotNeeded() {
        List<Integer> shrunk = Shrinker.shrink(
                HUNDRED, part -> part.stream().filter(i -> i % 2 == 0).count() >= 5);

        assertThat(shrunk).hasSize(5).allMatch(i -> i % 2 == 0);
    }

    @Test
    void givesUpWhenManyAttemptsInARowFail() {
        List<Integer> thousand = IntStream.range(0, 1000).boxed().toList();
        AtomicInteger attempts = new AtomicInteger();

        List<Integer> shrunk = Shrinker.shrink(thousand, part -> {
            attempts.incrementAndGet();
            return part.containsAll(thousand.subList(500, 1000));
        });

        assertThat(shrunk).containsAll(thousand.subList(500, 1000));
        assertThat(attempts).hasValueLessThan(2 * Shrinker.ATTEMPTS);
    }

    @Test
    void keepsTheOrder() {
        assertThat(Shrinker.shrink(List.of(3, 1, 2, 0), part -> part.containsAll(List.of(3, 2))))
                .containsExactly(3, 2);
    }
}
