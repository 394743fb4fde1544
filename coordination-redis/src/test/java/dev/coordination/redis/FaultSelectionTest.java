// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Makes every call under some of the faults, one of each kind. {@link FaultMatrixTest} has the others. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultSelectionTest {

    private static final Map<String, FaultPhase> SELECTED = Map.of(
            "none", FaultPhase.IN_USE,
            "killed", FaultPhase.REPLY_IN_FLIGHT,
            "stopped", FaultPhase.IN_USE,
            "restarted, empty", FaultPhase.REQUEST_IN_FLIGHT,
            "READONLY", FaultPhase.IN_USE,
            "OOM", FaultPhase.REQUEST_IN_FLIGHT,
            "password changed, connections closed", FaultPhase.IDLE,
            "replies do not arrive", FaultPhase.IN_USE,
            "garbage: HTTP", FaultPhase.IN_USE,
            "wrong kind: a list of lists", FaultPhase.IN_USE);

    @Test
    void everyOutcomeIsRight() throws Exception {
        try (FaultMatrix matrix = new FaultMatrix()) {
            List<Future<List<FaultCase>>> batches = new ArrayList<>();
            for (Fault fault : FaultMatrix.faults()) {
                FaultPhase phase = SELECTED.get(fault.toString());
                if (phase != null) {
                    batches.add(matrix.submit(fault, phase));
                }
            }
            assertThat(batches).hasSameSizeAs(SELECTED.keySet());
            List<String> problems = new ArrayList<>();
            for (Future<List<FaultCase>> batch : batches) {
                problems.addAll(FaultMatrix.problems(batch.get()));
            }
            assertThat(problems).isEmpty();
        }
    }
}
