// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.patterns;

import java.util.BitSet;
import java.util.List;

/** Says which of its names a pattern matches. */
interface Matcher extends AutoCloseable {

    /** Returns, for each pattern, the indices of the names that it matches; their count, if the pattern was refused. */
    List<BitSet> matches(List<String> patterns);

    @Override
    void close();
}
