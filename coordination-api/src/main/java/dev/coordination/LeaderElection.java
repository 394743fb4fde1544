// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/**
 * One leader at a time for each election, by a lease that its holder renews.
 *
 * <p>A lease is not consensus, and does <em>not</em> guarantee that only one process acts as leader: a holder that pauses
 * longer than its TTL does not know that it was replaced. Hand the {@linkplain Leadership#fencingToken fencing token} to
 * what the leader writes to, and refuse there what is smaller than the largest seen.
 *
 * <p><b>Elections</b> and <b>node ids</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01); <b>TTLs</b>
 * are positive, at most 36,500 days, in whole milliseconds, a fraction rounded up (G-02). Anything else is an
 * {@link IllegalArgumentException} and changes nothing. Elections are independent of each other (L-08).
 *
 * <p>A node id must be unique for each incarnation of a process: one that restarts with its old id renews its
 * predecessor's term (L-02).
 *
 * <p>Thread-safe. Of any number of concurrent candidates with distinct node ids exactly one wins a term (L-07).
 *
 * @since 0.1.0
 */
public interface LeaderElection {

    /**
     * Returns the leadership if the election was free (L-01) or this node holds it already, or empty while another node
     * holds it.
     *
     * <p>The holder that asks again renews: the full TTL from now and the same fencing token (L-02).
     *
     * @param election the election
     * @param nodeId who asks
     * @param ttl how long the term lasts from now, unless it is renewed
     * @return the leadership
     * @throws IllegalArgumentException if a name (G-01) or the TTL (G-02) is refused
     * @since 0.1.0
     */
    Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl);

    /**
     * Gives a term that is still held the full TTL from now, and returns whether it was held.
     *
     * <p>Compares fencing token <em>and</em> node: a term that ended is not revived, nor is a later one touched, also when
     * the same node id holds it (L-03).
     *
     * @param held the leadership that {@link #tryAcquire} gave
     * @param ttl how long the term lasts from now
     * @return {@code true} exactly when that term was held; {@code false} changes nothing
     * @throws IllegalArgumentException if the TTL is refused (G-02)
     * @since 0.1.0
     */
    boolean renew(Leadership held, Duration ttl);

    /**
     * Ends a term that is still held, and returns whether it was: the election is free at once (L-05).
     *
     * <p>Compares fencing token <em>and</em> node, as {@link #renew} does (L-03).
     *
     * @param held the leadership that {@link #tryAcquire} gave
     * @return {@code true} exactly when that term was held; {@code false} changes nothing
     * @since 0.1.0
     */
    boolean release(Leadership held);

    /**
     * Ends whatever term a node holds, and returns whether it held one (L-05).
     *
     * @param election the election
     * @param nodeId whose term to end
     * @return {@code true} exactly when that node was the leader; {@code false} changes nothing
     * @throws IllegalArgumentException if a name is refused (G-01)
     * @since 0.1.0
     */
    boolean release(String election, String nodeId);

    /**
     * Returns the holder, or empty when the election is free (L-06).
     *
     * @param election the election
     * @return the leadership as it is now
     * @throws IllegalArgumentException if the election is refused (G-01)
     * @since 0.1.0
     */
    Optional<Leadership> currentLeader(String election);
}
