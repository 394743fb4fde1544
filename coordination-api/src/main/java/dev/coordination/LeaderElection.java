// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import java.time.Duration;
import java.util.Optional;

/**
 * Leader election: each election has at most one leader at a time, which holds a lease and renews it.
 *
 * <p>A lease does <em>not</em> guarantee that only one process acts as leader: a leader that pauses for longer than its TTL
 * does not notice that another leader has replaced it. Pass the {@linkplain Leadership#fencingToken fencing token} to the
 * systems that the leader writes to, and have them refuse tokens that are smaller than the largest one seen.
 *
 * <p><b>Elections</b> and <b>node ids</b> are non-empty, well-formed Unicode of at most 64 KiB in UTF-8 (G-01); <b>TTLs</b>
 * are positive, at most 36,500 days, and rounded up to whole milliseconds (G-02). Invalid arguments throw an
 * {@link IllegalArgumentException} and change nothing. Elections are independent of each other (L-08).
 *
 * <p>A node id must be unique for each run of a process: a process that restarts with its old id renews the term of its
 * predecessor (L-02).
 *
 * <p>Thread-safe. Interrupts have no effect on these operations (G-09). Of any number of concurrent candidates with
 * distinct node ids, exactly one wins a term (L-07).
 *
 * @since 0.1.0
 */
public interface LeaderElection {

    /**
     * Acquires the leadership if the election is free (L-01), or renews it if this node already holds it. Returns empty if
     * another node holds it.
     *
     * <p>A renewed term has the full TTL, counted from now, and keeps its fencing token (L-02).
     *
     * @param election the election
     * @param nodeId the candidate
     * @param ttl how long the term lasts from now, unless it is renewed
     * @return the leadership
     * @throws IllegalArgumentException if a name (G-01) or the TTL (G-02) is invalid
     * @since 0.1.0
     */
    Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl);

    /**
     * Gives a term the full TTL, counted from now, if it is still held, and returns whether it was.
     *
     * <p>Compares the fencing token <em>and</em> the node: a term that has ended is not revived, and a later term is not
     * renewed, even if the same node holds it (L-03).
     *
     * @param held the leadership that {@link #tryAcquire} returned
     * @param ttl how long the term lasts from now
     * @return {@code true} exactly when the term was held; otherwise nothing changes
     * @throws IllegalArgumentException if the TTL is invalid (G-02)
     * @since 0.1.0
     */
    boolean renew(Leadership held, Duration ttl);

    /**
     * Ends a term if it is still held, and returns whether it was. The election is then free at once (L-05).
     *
     * <p>Compares the fencing token <em>and</em> the node, like {@link #renew} (L-03).
     *
     * @param held the leadership that {@link #tryAcquire} returned
     * @return {@code true} exactly when the term was held; otherwise nothing changes
     * @since 0.1.0
     */
    boolean release(Leadership held);

    /**
     * Ends the term that a node holds, whichever it is, and returns whether it held one (L-05).
     *
     * @param election the election
     * @param nodeId the node whose term to end
     * @return {@code true} exactly when the node was the leader; otherwise nothing changes
     * @throws IllegalArgumentException if a name is invalid (G-01)
     * @since 0.1.0
     */
    boolean release(String election, String nodeId);

    /**
     * Returns the current leader, or empty if the election is free (L-06).
     *
     * @param election the election
     * @return the current leadership
     * @throws IllegalArgumentException if the election is invalid (G-01)
     * @since 0.1.0
     */
    Optional<Leadership> currentLeader(String election);
}
