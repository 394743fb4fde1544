// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.CoordinationCall;
import dev.coordination.CoordinationClosedException;
import dev.coordination.DistributedCoordination;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.PendingTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Reports what a test leaves open. */
final class LeakCheck {

    private final boolean fails;
    private final ExtensionContext context;
    private final OpenResources resources = new OpenResources();

    private LeakCheck(boolean fails, ExtensionContext context) {
        this.fails = fails;
        this.context = context;
    }

    /**
     * Returns the check of a test, or empty if leaks are not checked.
     *
     * @param set the setting of the extension, or null to use the configuration parameter
     */
    static Optional<LeakCheck> of(@Nullable Leaks set, ExtensionContext context) {
        Leaks leaks = set != null ? set : configured(context);
        return leaks == Leaks.OFF ? Optional.empty() : Optional.of(new LeakCheck(leaks == Leaks.FAIL, context));
    }

    private static Leaks configured(ExtensionContext context) {
        return context.getConfigurationParameter(CoordinationExtension.LEAKS)
                .map(LeakCheck::named)
                .orElse(Leaks.OFF);
    }

    private static Leaks named(String name) {
        return Arrays.stream(Leaks.values())
                .filter(leaks -> leaks.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException(CoordinationExtension.LEAKS
                        + " must be off, report or fail, but was " + Arguments.quoted(name)));
    }

    void add(CoordinationCall call) {
        resources.add(call);
    }

    /**
     * Reports what is still open.
     *
     * @param connect connects a handle to the backend
     * @param clock the clock that the test's tasks wait on, or null if there is none
     * @param where the start of the message
     * @throws AssertionFailedError if something is still open and leaks fail the test
     */
    void run(Supplier<DistributedCoordination> connect, @Nullable FakeClock clock, String where) {
        List<String> left = new ArrayList<>();
        try {
            left.addAll(resources.asText(connect.get()));
        } catch (CoordinationClosedException e) {
            // The test has closed its backend and everything on it.
        }
        if (clock != null) {
            clock.pendingTasks().forEach(task -> left.add(asText(task, clock)));
        }
        if (left.isEmpty()) {
            return;
        }
        String text = where + "This was left open at the end of the test:\n  " + String.join("\n  ", left);
        context.publishReportEntry(CoordinationExtension.LEAKS, text);
        if (fails && context.getExecutionException().isEmpty()) {
            throw new AssertionFailedError(text);
        }
    }

    private static String asText(PendingTask task, FakeClock clock) {
        return "scheduler " + task.scheduler() + ": " + (task.periodic() ? "a periodic task" : "a task") + ", due in "
                + Duration.between(clock.instant(), task.due());
    }
}
