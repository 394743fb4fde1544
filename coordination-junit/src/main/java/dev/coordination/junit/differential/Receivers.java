// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

/**
 * How the results of {@code publish} are compared.
 *
 * @since 0.1.0
 */
public enum Receivers {

    /**
     * The numbers of deliveries are compared.
     *
     * @since 0.1.0
     */
    COUNTED {
        @Override
        Object compared(long published) {
            return published;
        }

        @Override
        String java(String call) {
            return "run.call(() -> " + call + ");";
        }
    },

    /**
     * The numbers of deliveries are compared only as positive or zero.
     *
     * @since 0.1.0
     */
    KNOWN {
        @Override
        Object compared(long published) {
            return published > 0;
        }

        @Override
        String java(String call) {
            return "run.call(() -> " + call + " > 0);";
        }
    },

    /**
     * The results are not compared.
     *
     * @since 0.1.0
     */
    UNKNOWN {
        @Override
        Object compared(long published) {
            return Outcome.DONE;
        }

        @Override
        String java(String call) {
            return "run.call(() -> { " + call + "; });";
        }
    };

    /** Returns the part of a result that is compared. */
    abstract Object compared(long published);

    /** Returns the statement for a call. */
    abstract String java(String call);
}
