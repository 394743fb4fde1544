// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StallGuardTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 1 ms of real time",
        "PT0.2S, 200 ms of real time",
        "PT1S, 1 s of real time",
        "PT1.5S, 1500 ms of real time",
        "PT10S, 10 s of real time",
        "PT1H, 3600 s of real time"
    })
    void namesItsLengthInSecondsIfThatIsAWholeNumber(Duration length, String name) {
        assertThat(new StallGuard(length)).hasToString(name);
    }

    @Test
    void countsAWaitFromItsBeginningOrFromTheLastMoveWhicheverIsLater() {
        AtomicLong nanoTime = new AtomicLong(1_000);
        StallGuard guard = new StallGuard(Duration.ofNanos(100), nanoTime::get);

        nanoTime.set(1_030);
        assertThat(guard.leftSinceMove(1_020)).isEqualTo(90);
        guard.moved();
        nanoTime.set(1_050);
        assertThat(guard.leftSinceMove(1_020)).isEqualTo(80);
        assertThat(guard.left(1_020)).isEqualTo(70);
    }
}
