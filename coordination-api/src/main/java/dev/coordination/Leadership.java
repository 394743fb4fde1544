// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * One term of one leader. It knows no deadline of its own: whether the term still lasts only the backend can say.
 *
 * @param election the election
 * @param nodeId who leads
 * @param fencingToken positive, and larger than that of every earlier term of the election, for as long as the backend
 *     keeps its data (L-04)
 * @since 0.1.0
 */
public record Leadership(String election, String nodeId, long fencingToken) {

    /**
     * Creates a leadership, as adapters do.
     *
     * @param election the election
     * @param nodeId who leads
     * @param fencingToken the token
     * @throws IllegalArgumentException if a name is refused (G-01) or the token is not positive (L-04)
     * @since 0.1.0
     */
    public Leadership {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        if (fencingToken <= 0) {
            throw new IllegalArgumentException("fencingToken must be positive (L-04), but was " + fencingToken);
        }
    }

    /** Returns the election, the node and the token, with names as messages show them. */
    @Override
    public String toString() {
        return "Leadership[election=" + Quoted.text(election) + ", nodeId=" + Quoted.text(nodeId) + ", fencingToken="
                + fencingToken + "]";
    }
}
