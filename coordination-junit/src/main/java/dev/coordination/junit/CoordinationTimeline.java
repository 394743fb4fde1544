// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

/**
 * What happened on the coordination of a failed test, as a note on its failure: a suppressed exception without a stack trace,
 * which does not stand for another failure.
 *
 * <p>An exception has one such note. If several tests throw the same object, the note is that of the test that failed last.
 *
 * @since 0.1.0
 */
public final class CoordinationTimeline extends RuntimeException {

    private static final long serialVersionUID = 1;

    private volatile String inWords;

    private CoordinationTimeline(String inWords) {
        super(null, null, false, false);
        this.inWords = inWords;
    }

    /** Adds a note to a failure, or replaces the one that it has. */
    static void addTo(Throwable failure, String inWords) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof CoordinationTimeline timeline) {
                timeline.inWords = inWords;
                return;
            }
        }
        failure.addSuppressed(new CoordinationTimeline(inWords));
    }

    /**
     * Returns what happened, one line for each entry.
     *
     * @return several lines
     * @since 0.1.0
     */
    @Override
    public String getMessage() {
        return inWords;
    }
}
