// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.runner;

import dev.coordination.junit.contract.failures.ContractFailure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the line at which a test failed: in the adapter or its harness if possible, otherwise in the contract. */
final class FailureLocation {

    private static final Pattern CONTRACT =
            Pattern.compile("dev\\.coordination\\.junit\\.contract\\.((failures|history|threads)\\.)?[^.]+");

    private static final Pattern OF_OTHERS =
            Pattern.compile("(java|javax|jdk|sun|com\\.sun|org\\.junit|org\\.opentest4j|org\\.assertj)\\..*"
                    + "|dev\\.coordination\\.junit\\.harness\\.loading\\..*"
                    + "|dev\\.coordination\\.junit\\.runner\\.(RunnerCommand|SuppliedContract)");

    private FailureLocation() {}

    /**
     * Returns the first stack frame of a failure, or of one of its causes, that is outside the contract. If there is
     * none, as in a failed assertion, returns the first frame of the contract.
     *
     * @return the frame, as {@code com.example.EtcdCache.get(EtcdCache.java:41)}, or an empty string if there is no such frame
     */
    static String of(Throwable failure) {
        return find(failure, false)
                .or(() -> find(failure, true))
                .map(FailureLocation::text)
                .orElse("");
    }

    /** Returns the frame without its module and class loader, which differ between runs. */
    private static String text(StackTraceElement frame) {
        String line =
                frame.getFileName() == null ? "unknown source" : frame.getFileName() + ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + line + ")";
    }

    private static Optional<StackTraceElement> find(Throwable failure, boolean inContract) {
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable Throwable thrown = failure; thrown != null && seen.add(thrown); thrown = thrown.getCause()) {
            Optional<StackTraceElement> frame = thrown instanceof ContractFailure
                    ? Optional.empty() // It was created where the failure was reported.
                    : find(thrown.getStackTrace(), inContract);
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /** Looks only above the first frame of the contract: the frames below it belong to whoever runs the contract. */
    private static Optional<StackTraceElement> find(StackTraceElement[] stack, boolean inContract) {
        for (StackTraceElement frame : stack) {
            boolean ofContract = CONTRACT.matcher(frame.getClassName()).matches();
            if (ofContract || !OF_OTHERS.matcher(frame.getClassName()).matches()) {
                return ofContract == inContract ? Optional.of(frame) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
