// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

/** A variable that nodes share besides the coordination. */
interface Register {

    String read();

    void write(String value);

    /** A register in plain Java. */
    final class InMemory implements Register {

        private String value = "";

        @Override
        public String read() {
            return value;
        }

        @Override
        public void write(String newValue) {
            value = newValue;
        }
    }
}
