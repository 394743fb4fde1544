// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;

/** What leaders write to: it accepts a write unless it has seen a larger token. */
final class FencedTarget {

    private long largest = Long.MIN_VALUE;
    private final List<Long> accepted = new ArrayList<>();
    private long rejections;

    /** Returns whether the write is accepted. */
    synchronized boolean write(long token) {
        if (token < largest) {
            rejections++;
            return false;
        }
        largest = token;
        if (accepted.isEmpty() || accepted.get(accepted.size() - 1) != token) {
            accepted.add(token);
        }
        return true;
    }

    /** Returns the tokens of the writes that were accepted, in that order, without repetitions. */
    synchronized List<Long> accepted() {
        return List.copyOf(accepted);
    }

    synchronized long rejections() {
        return rejections;
    }
}
