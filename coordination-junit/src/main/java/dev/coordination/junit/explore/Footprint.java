// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import java.util.Arrays;

/**
 * What a step has read and written. A resource consists of an area and a name; the name 0 stands for the whole area. Two steps
 * commute if they access no common resource, or only read the resources that they have in common.
 */
final class Footprint {

    static final int CACHE = 1;
    static final int ELECTION = 2;
    static final int MEMBER = 3;
    /** The subscriptions that receive what is published on a channel. */
    static final int TOPIC = 4;
    /** The messages that are buffered for a subscription. */
    static final int BUFFER = 5;

    static final int TIME = 6;
    static final int SHARED = 7;
    static final int GHOST = 8;
    static final int SECTION = 9;
    /** Whether a node is alive. */
    static final int LIFE = 10;
    /** How many faults may still be injected. */
    static final int FAULT_BUDGET = 11;

    static final int THE_ONLY = 1;

    private static final int AREA_SHIFT = 33;
    private static final long NAME_BITS = 0x1_FFFF_FFFEL;

    private long[] accesses = new long[4];
    private int size;
    private boolean writes;

    static long resource(int area, int name) {
        return (long) area << AREA_SHIFT | (long) name << 1;
    }

    void read(int area, int name) {
        add(resource(area, name));
    }

    void write(int area, int name) {
        write(resource(area, name));
    }

    void read(long resource) {
        add(resource);
    }

    void write(long resource) {
        add(resource | 1);
        writes = true;
    }

    void readTime() {
        read(TIME, THE_ONLY);
    }

    private void add(long access) {
        for (int i = 0; i < size; i++) {
            if (accesses[i] == access) {
                return;
            }
        }
        if (size == accesses.length) {
            accesses = Arrays.copyOf(accesses, size * 2);
        }
        accesses[size++] = access;
    }

    void addAll(Footprint other) {
        for (int i = 0; i < other.size; i++) {
            add(other.accesses[i]);
        }
        writes |= other.writes;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean writes() {
        return writes;
    }

    boolean conflictsWith(Footprint other) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < other.size; j++) {
                if (conflict(accesses[i], other.accesses[j])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean conflict(long a, long b) {
        if (((a | b) & 1) == 0 || a >>> AREA_SHIFT != b >>> AREA_SHIFT) {
            return false;
        }
        long nameOfA = a & NAME_BITS;
        long nameOfB = b & NAME_BITS;
        return nameOfA == nameOfB || nameOfA == 0 || nameOfB == 0;
    }
}
