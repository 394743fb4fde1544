// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * One term of a leader. It contains no deadline: only the backend knows whether the term has ended.
 *
 * @param election the election
 * @param nodeId the node that leads
 * @param fencingToken positive, and larger than the tokens of all earlier terms of the election, as long as the backend
 *     keeps its data (L-04)
 * @since 0.1.0
 */
public record Leadership(String election, String nodeId, long fencingToken) {

    /**
     * Creates a leadership. For authors of adapters.
     *
     * @param election the election
     * @param nodeId the node that leads
     * @param fencingToken the token
     * @throws IllegalArgumentException if a name is invalid (G-01) or the token is not positive (L-04)
     * @since 0.1.0
     */
    public Leadership {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        if (fencingToken <= 0) {
            throw new IllegalArgumentException("fencingToken must be positive (L-04), but was " + fencingToken);
        }
    }

    /** Returns the election, the node and the token, with the names in quotes. */
    @Override
    public String toString() {
        return "Leadership[election=" + Quoted.text(election) + ", nodeId=" + Quoted.text(nodeId) + ", fencingToken="
                + fencingToken + "]";
    }
}
