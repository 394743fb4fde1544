// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * A key to which one thread writes 1, 2, 3 and so on, and which others read. Invariants: what is read was written and not
 * refused; if the servers keep what they have acknowledged, no read misses a write that was acknowledged before it. A write in
 * doubt may take effect at any time.
 */
final class RegisterHistory {

    /** The value of a key that is absent. */
    static final long ABSENT = 0;

    private final List<Call<Void>> writes = new ArrayList<>();
    private final List<Call<Long>> reads = new ArrayList<>();

    /** Records the write of the number of the writes that are recorded. */
    synchronized void wrote(Call<Void> call) {
        writes.add(call);
    }

    synchronized void read(Call<Long> call) {
        if (call.isAcknowledged()) {
            reads.add(call);
        }
    }

    synchronized List<String> broken(boolean keeps) {
        int[] lastAcknowledged = new int[writes.size() + 1];
        for (int number = 1; number <= writes.size(); number++) {
            lastAcknowledged[number] = writes.get(number - 1).isAcknowledged() ? number : lastAcknowledged[number - 1];
        }
        List<String> broken = new ArrayList<>();
        for (Call<Long> read : reads) {
            long value = read.value();
            if (value < 0 || value > writes.size()) {
                broken.add("a read returned " + value + ", which was not written");
                continue;
            }
            Call<Void> write = value == ABSENT ? null : writes.get((int) value - 1);
            if (write != null && write.outcome() == Outcome.REFUSED) {
                broken.add("a read returned " + value + ", the write of which was refused");
            } else if (write != null && read.precedes(write)) {
                broken.add("a read returned " + value + " before it was written");
            } else if (keeps && (write == null || write.isAcknowledged())) {
                long expected = lastAcknowledged[writtenBefore(read)];
                if (value < expected) {
                    broken.add("a read returned " + value + " after the write of " + expected + " was acknowledged");
                }
            }
        }
        return broken;
    }

    /** Returns how many writes had ended before a call began. */
    private int writtenBefore(Call<?> call) {
        int low = 0;
        int high = writes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (writes.get(middle).precedes(call)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
