// SPDX-License-Identifier: Apache-2.0
package dev.coordination.benchmarks.explored;

/** Storage that the nodes share in addition to the coordination, such as a database. */
public interface Storage {

    /** Writes a value on behalf of a term. */
    void write(long term, String value);

    String read();

    /** Storage that fails if a term writes after a later term has written. */
    final class Checked implements Storage {

        private long latest;
        private String value = "old";

        @Override
        public synchronized void write(long term, String newValue) {
            if (term < latest) {
                throw new AssertionError("term " + term + " wrote after term " + latest);
            }
            latest = term;
            value = newValue;
        }

        @Override
        public synchronized String read() {
            return value;
        }
    }

    /** Storage that refuses a write by a term after a later term has written. */
    final class Fenced implements Storage {

        private long latest;

        @Override
        public synchronized void write(long term, String newValue) {
            if (term < latest) {
                throw new IllegalStateException("term " + term + " has ended");
            }
            latest = term;
        }

        @Override
        public synchronized String read() {
            return "term " + latest;
        }
    }
}
