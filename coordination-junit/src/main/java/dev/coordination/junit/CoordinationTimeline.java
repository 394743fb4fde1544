// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * Describes what happened on the {@code DistributedCoordination} handles of a failed test. It is added to the failure
 * as a suppressed exception without a stack trace, and is not a failure itself.
 *
 * <p>A failure has at most one timeline. If several tests throw the same exception object, its timeline is that of the
 * test that failed last.
 *
 * @since 0.1.0
 */
public final class CoordinationTimeline extends RuntimeException {

    private static final long serialVersionUID = 1;

    private volatile String text;

    private CoordinationTimeline(String text) {
        super(null, null, false, false);
        this.text = text;
    }

    /** Adds a timeline to a failure, or replaces the existing one. */
    static void addTo(Throwable failure, String text) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof CoordinationTimeline timeline) {
                timeline.text = text;
                return;
            }
        }
        failure.addSuppressed(new CoordinationTimeline(text));
    }

    /**
     * Returns what happened, one line for each entry.
     *
     * @return several lines
     * @since 0.1.0
     */
    @Override
    public String getMessage() {
        return text;
    }
}
