// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.ElectionState.A;
import static dev.coordination.junit.contract.generated.ElectionState.B;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.List;

/** The operations of leader election, as calls on one election. */
public enum ElectionOperation {
    ACQUIRE((on, election, terms, ttl) -> on.tryAcquire(election, A, ttl)),
    ACQUIRE_AS_ANOTHER((on, election, terms, ttl) -> on.tryAcquire(election, B, ttl)),
    ACQUIRE_AS_NEW((on, election, terms, ttl) -> on.tryAcquire(election, "node c", ttl)),
    RENEW((on, election, terms, ttl) -> on.renew(latest(terms), ttl)),
    RENEW_OLDEST((on, election, terms, ttl) -> on.renew(terms.get(0), ttl)),
    RENEW_AS_ANOTHER((on, election, terms, ttl) -> on.renew(as(B, latest(terms)), ttl)),
    RENEW_OTHER_TOKEN((on, election, terms, ttl) -> on.renew(new Leadership(election, A, Long.MAX_VALUE), ttl)),
    RELEASE((on, election, terms, ttl) -> on.release(latest(terms))),
    RELEASE_OLDEST((on, election, terms, ttl) -> on.release(terms.get(0))),
    RELEASE_AS_ANOTHER((on, election, terms, ttl) -> on.release(as(B, latest(terms)))),
    RELEASE_OTHER_TOKEN((on, election, terms, ttl) -> on.release(new Leadership(election, A, Long.MAX_VALUE))),
    RELEASE_BY_ID((on, election, terms, ttl) -> on.release(election, A)),
    RELEASE_BY_ANOTHER_ID((on, election, terms, ttl) -> on.release(election, B)),
    RELEASE_BY_UNKNOWN_ID((on, election, terms, ttl) -> on.release(election, "nobody")),
    CURRENT_LEADER((on, election, terms, ttl) -> on.currentLeader(election));

    private interface Call {
        void make(LeaderElection on, String election, List<Leadership> terms, Duration ttl);
    }

    private final Call call;

    ElectionOperation(Call call) {
        this.call = call;
    }

    void call(LeaderElection on, String election, List<Leadership> terms, Duration ttl) {
        call.make(on, election, terms, ttl);
    }

    private static Leadership latest(List<Leadership> terms) {
        return terms.get(terms.size() - 1);
    }

    private static Leadership as(String node, Leadership term) {
        return new Leadership(term.election(), node, term.fencingToken());
    }
}
