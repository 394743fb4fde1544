// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election that replaces the tokens of a correct one with its own, which it keeps in the context of the backend. */
abstract class OwnTokenElection extends ForwardingElection {

    final FaultContext context;

    OwnTokenElection(LeaderElection delegate, FaultContext context) {
        super(delegate);
        this.context = context;
    }

    /** Returns the token to report for a term that has not yet been given a token of its own. */
    abstract long tokenUntilGiven(Leadership term);

    final boolean hasOwnToken(Leadership term) {
        return context.contains("token of " + term);
    }

    final void giveToken(Leadership term, long token) {
        context.put("token of " + term, token);
    }

    final Leadership withOwnToken(Leadership term) {
        Long token = context.get("token of " + term, Long.class);
        return new Leadership(term.election(), term.nodeId(), token == null ? tokenUntilGiven(term) : token);
    }

    private Optional<Leadership> correct(Leadership held) {
        return super.currentLeader(held.election())
                .filter(term -> withOwnToken(term).equals(held));
    }

    @Override
    public final boolean renew(Leadership held, Duration ttl) {
        return super.renew(correct(held).orElse(held), ttl);
    }

    @Override
    public final boolean release(Leadership held) {
        return super.release(correct(held).orElse(held));
    }

    @Override
    public final Optional<Leadership> currentLeader(String election) {
        return super.currentLeader(election).map(this::withOwnToken);
    }
}
