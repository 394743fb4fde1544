// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Values of the shared cache. */
final class Bytes {

    private Bytes() {}

    static byte[] bytes(Object value) {
        return value.toString().getBytes(UTF_8);
    }
}
