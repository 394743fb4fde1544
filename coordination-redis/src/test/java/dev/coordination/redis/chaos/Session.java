// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.util.ArrayList;
import java.util.List;

/** What one subscription has received on one channel. */
final class Session {

    /** How a subscription has ended. */
    enum End {
        /** It says that it has lost its connection, or it could not be opened. */
        LOST,
        /** It says that its buffer has overflowed, when its subscriber has taken what was in it. */
        OVERFLOWED,
        /** Its subscriber has closed it. */
        CLOSED
    }

    private final String name;
    private final long begin;
    private final List<Integer> received = new ArrayList<>();
    private long live = Long.MAX_VALUE;
    private long caughtUp = Long.MIN_VALUE;
    private long ended = Long.MAX_VALUE;
    private End end = End.CLOSED;

    /**
     * Creates a session.
     *
     * @param name which subscription this is, for messages
     * @param begin when the call that subscribes began
     */
    Session(String name, long begin) {
        this.name = name;
        this.begin = begin;
    }

    /** Records that the call that subscribes has returned. */
    synchronized void live(long at) {
        live = at;
    }

    synchronized void received(int number) {
        received.add(number);
    }

    /** Records that a poll that began at a time found nothing more. */
    synchronized void caughtUp(long pollBegan) {
        caughtUp = Math.max(caughtUp, pollBegan);
    }

    /** Records the end, after which nothing is expected. */
    synchronized void ended(End how, long at) {
        end = how;
        ended = at;
    }

    synchronized List<Integer> received() {
        return List.copyOf(received);
    }

    synchronized long begin() {
        return begin;
    }

    /** Returns when the subscription was live, or the largest number if it never was. */
    synchronized long live() {
        return live;
    }

    /** Returns the beginning of the last poll that found nothing more. */
    synchronized long caughtUp() {
        return caughtUp;
    }

    /** Returns when the subscription ended, or the largest number if it never did. */
    synchronized long ended() {
        return ended;
    }

    synchronized End end() {
        return end;
    }

    @Override
    public synchronized String toString() {
        return name + ", which received " + received.size() + " messages";
    }
}
