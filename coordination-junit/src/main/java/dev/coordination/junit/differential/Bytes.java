// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import java.util.Arrays;

/** Bytes that are equal if their content is. */
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
