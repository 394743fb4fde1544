// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Results of calls that only one answer can be right for, because nobody else knows the key. Invariant, if the servers keep what
 * they have acknowledged: an acknowledged call gives that answer.
 */
final class Expectations {

    private final List<String> broken = new ArrayList<>();

    /** Records a result. Returns whether the next call on the same key has only one right answer, too. */
    synchronized <T> boolean check(boolean keeps, String what, Call<T> call, T expected) {
        if (keeps && call.isAcknowledged() && !Objects.equals(call.result(), expected)) {
            broken.add(what + " returned " + call.result() + " instead of " + expected);
        }
        return call.isAcknowledged();
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }
}
