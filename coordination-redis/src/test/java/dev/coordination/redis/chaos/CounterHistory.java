// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Increments of a counter by one. Invariants: no increment has its effect twice; if the servers keep what they have acknowledged,
 * none is lost, and values increase from each call to the calls after it.
 */
final class CounterHistory {

    private final List<Call<Long>> acknowledged = new ArrayList<>();
    private long inDoubt;

    synchronized void incremented(Call<Long> call) {
        if (call.isAcknowledged()) {
            acknowledged.add(call);
        } else if (call.isInDoubt()) {
            inDoubt++;
        }
    }

    /**
     * Returns which invariants are broken.
     *
     * @param keeps whether the servers keep what they have acknowledged
     * @param last the value at the end
     */
    synchronized List<String> broken(boolean keeps, long last) {
        List<String> broken = new ArrayList<>();
        long most = acknowledged.size() + inDoubt;
        String calls = acknowledged.size() + " acknowledged increments and " + inDoubt + " in doubt";
        if (last > most) {
            broken.add("the counter is " + last + " after " + calls);
        }
        if (keeps && last < acknowledged.size()) {
            broken.add("the counter is only " + last + " after " + calls);
        }
        if (keeps) {
            checkOrder(broken);
        }
        return broken;
    }

    private void checkOrder(List<String> broken) {
        List<Call<Long>> byBegin = new ArrayList<>(acknowledged);
        byBegin.sort(Comparator.comparingLong(Call::begin));
        PriorityQueue<Call<Long>> running = new PriorityQueue<>(Comparator.comparingLong(Call::end));
        long greatest = Long.MIN_VALUE;
        for (Call<Long> call : byBegin) {
            for (Call<Long> first = running.peek(); first != null && first.precedes(call); first = running.peek()) {
                greatest = Math.max(greatest, running.remove().value());
            }
            if (call.value() <= greatest) {
                broken.add("an increment returned " + call.value() + " after another had returned " + greatest);
            }
            running.add(call);
        }
    }
}
