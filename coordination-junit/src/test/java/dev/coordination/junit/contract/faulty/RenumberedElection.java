// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election with its own tokens: it reads the last token, and writes the next if the candidate wins a new term. */
final class RenumberedElection extends OwnTokenElection {

    private final Runnable between;

    RenumberedElection(LeaderElection delegate, FaultContext context, Runnable between) {
        super(delegate, context);
        this.between = between;
    }

    @Override
    long tokenUntilGiven(Leadership term) {
        return 1;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        if (currentLeader(election).isPresent()) {
            return super.tryAcquire(election, nodeId, ttl).map(this::withOwnToken);
        }
        Long last = context.get("last token of " + election, Long.class);
        between.run();
        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
        if (won.isPresent() && !hasOwnToken(won.get())) {
            long next = last == null ? 1 : last + 1;
            giveToken(won.get(), next);
            context.put("last token of " + election, next);
        }
        return won.map(this::withOwnToken);
    }
}
