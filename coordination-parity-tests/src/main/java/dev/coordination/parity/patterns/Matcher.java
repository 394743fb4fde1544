// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import java.util.BitSet;
import java.util.List;

/** Determines which names of a list are matched by a pattern. */
interface Matcher extends AutoCloseable {

    /**
     * Returns the indices of the names that each pattern matches. If a pattern is refused, its only index is the number of
     * names.
     */
    List<BitSet> matches(List<String> patterns);

    @Override
    void close();
}
