package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LanesTest {

    /** Other tests may make threads meanwhile, so the numbers of these need not follow one another. */
    @Test
    void threadsOfDifferentNumbersHaveDifferentLanes() throws Exception {
        List<Integer> lanes = new ArrayList<>();
        for (long number = 0; number < Lanes.COUNT; number++) {
            FutureTask<Integer> lane = new FutureTask<>(Lanes::own);
            Thread thread = new Thread(lane);
            while (thread.getId() % Lanes.COUNT != number) {
                thread = new Thread(lane);
            }
            thread.start();
            lanes.add(lane.get());
        }

        assertThat(lanes)
                .doesNotHaveDuplicates()
                .allSatisfy(lane -> assertThat(lane).isBetween(0, Lanes.COUNT - 1));
    }

    @Test
    void aThreadKeepsItsLane() {
        assertThat(Lanes.own()).isEqualTo(Lanes.own());
    }
}
