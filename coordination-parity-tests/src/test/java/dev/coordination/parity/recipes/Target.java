// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import java.util.ArrayList;
import java.util.List;

/** A system that leaders write to. Thread-safe. */
final class Target {

    private final boolean fenced;
    private final List<Arrival> arrivals = new ArrayList<>();
    private long largest;

    private Target(boolean fenced) {
        this.fenced = fenced;
    }

    /** Returns a target that refuses tokens that are smaller than the largest one seen. */
    static Target fenced() {
        return new Target(true);
    }

    /** Returns a target that accepts every write. */
    static Target unfenced() {
        return new Target(false);
    }

    /** A write that has arrived, and the answer. */
    record Arrival(String node, long token, boolean accepted) {}

    /** Returns whether the write was accepted. */
    synchronized boolean write(String node, long token) {
        boolean accepted = !fenced || token >= largest;
        largest = Math.max(largest, token);
        arrivals.add(new Arrival(node, token, accepted));
        return accepted;
    }

    /** Returns all writes, in the order in which they arrived. */
    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Returns the writes of a term that arrived after a term of another node had written. */
    List<Arrival> late(String node, long token, long nextToken) {
        return arrivals().stream()
                .dropWhile(arrival -> arrival.node().equals(node) || arrival.token() != nextToken)
                .filter(arrival -> arrival.node().equals(node) && arrival.token() == token)
                .toList();
    }

    /** Returns how many writes were accepted. */
    long accepted() {
        return arrivals().stream().filter(Arrival::accepted).count();
    }
}
