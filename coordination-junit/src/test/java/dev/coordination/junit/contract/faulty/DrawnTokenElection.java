// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/**
 * An election with its own tokens: a candidate draws the next token before it tries to win. Every second candidate is
 * slow.
 */
final class DrawnTokenElection extends OwnTokenElection {

    private final Runnable between;

    DrawnTokenElection(LeaderElection delegate, FaultContext context, Runnable between) {
        super(delegate, context);
        this.between = between;
    }

    private long draw(String election) {
        synchronized (context) {
            Long last = context.get("last token of " + election, Long.class);
            long next = last == null ? 1 : last + 1;
            context.put("last token of " + election, next);
            return next;
        }
    }

    private Leadership withToken(Leadership term, long drawn) {
        synchronized (context) {
            if (!hasOwnToken(term)) {
                giveToken(term, drawn);
            }
            return withOwnToken(term);
        }
    }

    @Override
    long tokenUntilGiven(Leadership term) {
        return term.fencingToken();
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        long token = draw(election);
        if (token % 2 == 1) {
            between.run();
        }
        return super.tryAcquire(election, nodeId, ttl).map(term -> withToken(term, token));
    }
}
