// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.Arrays;

/** A byte array that is compared by its content. */
record Bytes(byte[] array) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }
}
