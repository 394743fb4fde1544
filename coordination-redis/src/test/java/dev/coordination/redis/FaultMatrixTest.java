// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Runs every operation under every fault, and writes what happened to {@code target/fault-matrix/matrix.md}. */
@Tag("faults")
class FaultMatrixTest {

    private static FaultMatrix matrix = new FaultMatrix();
    private static final List<FaultCase> CASES = java.util.Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        matrix = new FaultMatrix();
    }

    @AfterAll
    static void report() throws Exception {
        matrix.close();
        FaultReport report = new FaultReport(CASES);
        report.write(Path.of("target", "fault-matrix", "matrix.md"));
        System.out.println(report.summary());
    }

    @TestFactory
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    Stream<DynamicTest> everyOutcomeIsRight() {
        String only = System.getProperty("coordination.faults.only", "");
        Map<String, Future<List<FaultCase>>> batches = new LinkedHashMap<>();
        for (Fault fault : FaultMatrix.faults()) {
            if (fault.toString().contains(only)) {
                for (FaultPhase phase : FaultMatrix.phases(fault)) {
                    batches.put(fault + ", " + phase, matrix.submit(fault, phase));
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
