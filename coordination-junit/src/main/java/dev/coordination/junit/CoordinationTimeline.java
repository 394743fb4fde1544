package dev.coordination.junit;

/**
 * No failure of its own: what happened on the coordination of a test that failed, as a note on its failure. It has no stack
 * trace.
 *
 * @since 0.1.0
 */
public final class CoordinationTimeline extends RuntimeException {

    private static final long serialVersionUID = 1;

    CoordinationTimeline(String inWords) {
        super(inWords, null, false, false);
    }
}
