// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys of which a pattern deletes a batch at a time. Invariants: no more keys are deleted than were written; if the servers keep
 * what they have acknowledged, no fewer, and none is left.
 */
final class BatchHistory {

    private final List<String> broken = new ArrayList<>();

    /**
     * Records a deletion.
     *
     * @param written the writes, each of another key, which had ended when the deletion began
     * @param left how many of the keys were there afterwards; ignored unless acknowledged
     */
    synchronized void deleted(boolean keeps, List<Call<Void>> written, Call<Long> deletion, Call<Long> left) {
        if (!deletion.isAcknowledged()) {
            return;
        }
        long acknowledged = written.stream().filter(Call::isAcknowledged).count();
        long inDoubt = written.stream().filter(Call::isInDoubt).count();
        long deleted = deletion.value();
        if (deleted > acknowledged + inDoubt || (keeps && deleted < acknowledged)) {
            broken.add(deleted + " keys were deleted after " + acknowledged + " acknowledged writes and " + inDoubt
                    + " in doubt");
        }
        // A write in doubt may take effect after the deletion.
        if (keeps && left.isAcknowledged() && left.value() > inDoubt) {
            broken.add(left.value() + " keys were left after a deletion, and " + inDoubt + " writes were in doubt");
        }
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }
}
