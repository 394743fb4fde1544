// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Makes every call under every fault, and writes what happened to {@code target/fault-matrix/matrix.md}.
 *
 * <p>{@code -Dcoordination.faults.server} names another server than the embedded one, and {@code -Dcoordination.faults.named} a
 * part of the name of the faults, if not all are needed.
 */
@Tag("faults")
class FaultMatrixTest {

    private static final FaultMatrix MATRIX = new FaultMatrix();
    private static final List<FaultCase> CASES = Collections.synchronizedList(new ArrayList<>());

    @AfterAll
    static void report() throws Exception {
        MATRIX.close();
        FaultReport report = new FaultReport(CASES);
        report.write(Path.of("target", "fault-matrix", "matrix.md"));
        System.out.println(report.summary());
    }

    @TestFactory
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    Stream<DynamicTest> everyOutcomeIsRight() {
        String only = System.getProperty("coordination.faults.named", "");
        Map<String, Future<List<FaultCase>>> batches = new LinkedHashMap<>();
        for (Fault fault : FaultMatrix.faults()) {
            if (fault.toString().contains(only)) {
                for (FaultPhase phase : FaultMatrix.phases(fault)) {
                    batches.put(fault + ", " + phase, MATRIX.submit(fault, phase));
                }
            }
        }
        return batches.entrySet().stream()
                .map(batch -> DynamicTest.dynamicTest(batch.getKey(), () -> {
                    List<FaultCase> cases = batch.getValue().get();
                    CASES.addAll(cases);
                    assertThat(FaultMatrix.problems(cases)).isEmpty();
                }));
    }
}
