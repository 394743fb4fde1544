// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A channel to which one thread publishes 1, 2, 3 and so on, and its subscriptions. Invariants: nothing arrives twice, nor before
 * what was published earlier, nor if it was refused or published before the subscription. Nothing is lost silently: what does not
 * arrive on a live subscription is the last thing that it misses before it says that it is lost.
 *
 * <p>While two servers take themselves for the master, a publisher may use one and a subscriber the other. Then the number that
 * {@code publish} returns tells the publisher; so each delivery that it counts must arrive, or be on a subscription that is lost
 * in bounded time; and no subscription hears nothing for longer than that.
 */
final class ChannelHistory {

    private final List<Call<Long>> publications = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final long boundNanos;

    /** @param bound how soon a subscription whose connection is lost says so */
    ChannelHistory(Duration bound) {
        boundNanos = bound.toNanos();
    }

    /** Records the publication of the number of the publications that are recorded. */
    synchronized void published(Call<Long> call) {
        publications.add(call);
    }

    synchronized Session subscribing(String name, long begin) {
        Session session = new Session(name, begin);
        sessions.add(session);
        return session;
    }

    /**
     * Returns which invariants are broken. Must be called when nothing is published any more.
     *
     * @param oneServer whether publishers and subscribers use the same server all the time
     */
    synchronized List<String> broken(boolean oneServer) {
        List<String> broken = new ArrayList<>();
        int[] heard = new int[publications.size() + 1];
        int[] excused = new int[publications.size() + 1];
        for (Session session : sessions) {
            BitSet received = checkReceived(session, broken);
            checkMissed(session, received, oneServer, heard, excused, broken);
        }
        for (int number = 1; number <= publications.size(); number++) {
            Call<Long> call = publications.get(number - 1);
            if (call.isAcknowledged() && call.value() > heard[number] + excused[number]) {
                broken.add("message " + number + " was delivered " + call.value() + " times, heard " + heard[number]
                        + " times, and " + excused[number] + " subscriptions were lost");
            }
        }
        return broken;
    }

    private BitSet checkReceived(Session session, List<String> broken) {
        BitSet received = new BitSet();
        int latest = 0;
        for (int number : session.received()) {
            if (number < 1 || number > publications.size()) {
                broken.add("message " + number + " arrived, but was not published");
                continue;
            }
            Call<Long> call = publications.get(number - 1);
            if (received.get(number)) {
                broken.add("message " + number + " arrived twice");
            }
            received.set(number);
            if (call.outcome() == Outcome.REFUSED) {
                broken.add("message " + number + " arrived, but was refused");
            }
            if (call.isAcknowledged()) {
                if (number < latest) {
                    broken.add("message " + number + " arrived after message " + latest);
                }
                if (call.end() < session.begin()) {
                    broken.add("message " + number + " arrived on a later subscription");
                }
                latest = Math.max(latest, number);
            }
        }
        return received;
    }

    private void checkMissed(
            Session session, BitSet received, boolean oneServer, int[] heard, int[] excused, List<String> broken) {
        int last = lastAcknowledged(received);
        Call<Long> firstMissed = null; // of those in a row
        boolean deaf = false;
        boolean overflowed = session.end() == Session.End.OVERFLOWED;
        for (int number = 1; number <= publications.size(); number++) {
            Call<Long> call = publications.get(number - 1);
            if (received.get(number)) {
                heard[number]++;
                firstMissed = null;
                deaf = false;
            } else if (call.isAcknowledged()) {
                boolean goesOn = number < last
                        || !overflowed && session.ended() - boundNanos > call.end()
                        || oneServer && session.caughtUp() > call.end();
                boolean mayCount = session.begin() < call.end() && session.ended() + boundNanos > call.begin();
                excused[number] += mayCount && !goesOn ? 1 : 0;
                boolean missed = session.live() < call.begin() && session.ended() > call.end();
                if (overflowed && number > last) {
                    continue; // for how long depends on the subscriber
                }
                if (missed && goesOn && oneServer) {
                    broken.add("message " + number + " was lost silently");
                }
                if (missed && firstMissed == null) {
                    firstMissed = call;
                }
                if (missed && !deaf && call.begin() - boundNanos > firstMissed.end()) {
                    deaf = true;
                    broken.add("nothing arrived from message " + (publications.indexOf(firstMissed) + 1)
                            + " to message " + number + " on " + session);
                }
            }
        }
    }

    private int lastAcknowledged(BitSet received) {
        int last = received.length() - 1;
        while (last > 0 && !publications.get(last - 1).isAcknowledged()) {
            last = received.previousSetBit(last - 1);
        }
        return last;
    }

    /** Returns how many subscriptions that were live have ended in a way. */
    synchronized long ended(Session.End how) {
        return sessions.stream()
                .filter(session -> session.live() != Long.MAX_VALUE && session.end() == how)
                .count();
    }

    synchronized String summary() {
        int arrivals =
                sessions.stream().mapToInt(session -> session.received().size()).sum();
        return publications.size() + " messages, " + arrivals + " arrivals, " + ended(Session.End.CLOSED)
                + " subscriptions closed, " + ended(Session.End.LOST) + " lost, " + ended(Session.End.OVERFLOWED)
                + " overflowed";
    }
}
