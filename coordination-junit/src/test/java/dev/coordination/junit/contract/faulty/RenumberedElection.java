// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;

/** An election with tokens of its own: it reads the last one, and writes the next one if it wins a new term. */
final class RenumberedElection extends ForwardingElection {

    private final FaultContext context;
    private final Runnable between;

    RenumberedElection(LeaderElection delegate, FaultContext context, Runnable between) {
        super(delegate);
        this.context = context;
        this.between = between;
    }

    private Leadership withOwnToken(Leadership term) {
        Long token = context.get("token of " + term, Long.class);
        return new Leadership(term.election(), term.nodeId(), token == null ? 1 : token);
    }

    private Optional<Leadership> correct(Leadership held) {
        return super.currentLeader(held.election())
                .filter(term -> withOwnToken(term).equals(held));
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        if (super.currentLeader(election).isPresent()) {
            return super.tryAcquire(election, nodeId, ttl).map(this::withOwnToken);
        }
        Long last = context.get("last token of " + election, Long.class);
        between.run();
        Optional<Leadership> won = super.tryAcquire(election, nodeId, ttl);
        if (won.isPresent() && !context.contains("token of " + won.get())) {
            long next = last == null ? 1 : last + 1;
            context.put("token of " + won.get(), next);
            context.put("last token of " + election, next);
        }
        return won.map(this::withOwnToken);
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        return super.renew(correct(held).orElse(held), ttl);
    }

    @Override
    public boolean release(Leadership held) {
        return super.release(correct(held).orElse(held));
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        return super.currentLeader(election).map(this::withOwnToken);
    }
}
